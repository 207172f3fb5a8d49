import { type EventMode, EventScope, EventMode as Mode } from '@cahier/db'
import type { Texts } from '@cahier/kernel'
import slugify from '@sindresorhus/slugify'
import { addDays, format, parseISO } from 'date-fns'
import type { Academy } from './academy'
import { facts } from './facts'
import { words } from './grammar'
import { pick, type Random, whole } from './random'
import { instantOf, timeZoneOf } from './zone'

/** An event, before any database: its place by code, its themes by slug. */
export interface SeedEvent {
  externalId: string
  slug: string
  title: Texts
  summary: Texts
  scope: EventScope
  mode: EventMode
  startsAt: Date
  endsAt: Date
  timeZone: string
  place: string | null
  territory: { kind: 'ACADEMY' | 'DEPARTMENT'; code: string; name: string } | null
  capacity: number | null
  themes: string[]
}

const EVENT_COUNT = 350

const SCOPES = Object.values(EventScope)
const MODES = Object.values(Mode)
/** Scopes in the order of meetings, so that each académie meets them all; one national meeting in thirty. */
const LOCAL_SCOPES = SCOPES.filter((scope) => scope !== 'NATIONAL')
const THEMES = facts.themes.map(({ slug, title }) => ({ slug, title }))
/** English names of what a meeting is. */
const ENGLISH: Record<EventScope, string> = {
  NATIONAL: 'National webinar',
  ACADEMIC: 'Meeting of the académie',
  INFRA_ACADEMIC: 'Concertation within the académie',
  DEPARTMENTAL: 'Departmental meeting',
  LOCAL: 'Local meeting',
  SCHOOL: 'Evening meeting at a school',
}
const SUMMARY: Texts = {
  fr: 'Rencontre synthétique, composée pour la démonstration.',
  en: 'Synthetic meeting, composed for the demonstration.',
}
const PLACES = ['Salle de réunion', 'Salle polyvalente', 'Médiathèque', 'Amphithéâtre', 'Foyer']

/** A weekday of the weeks of meetings, from 31 August to 30 October. */
const someDay = (random: Random): string =>
  format(addDays(parseISO('2020-08-31'), whole(random, 0, 8) * 7 + whole(random, 0, 4)), 'yyyy-MM-dd')

// A school meeting is held out of school time: in the evening.
const someHour = (random: Random, scope: EventScope): string =>
  scope === 'SCHOOL' ? pick(random, ['18:00', '18:30']) : pick(random, ['09:30', '14:00', '16:30', '17:30', '18:00'])

const territoryOf = (random: Random, scope: EventScope, academy: Academy): SeedEvent['territory'] => {
  if (scope === 'NATIONAL') return null
  const isWide = scope === 'ACADEMIC' || scope === 'INFRA_ACADEMIC'
  const { code, name } = isWide ? academy : pick(random, academy.departments)
  return { kind: isWide ? 'ACADEMY' : 'DEPARTMENT', code, name }
}

/** One meeting, its scope and mode given by its rank. */
const makeEvent = (random: Random, academies: readonly Academy[], n: number): SeedEvent => {
  const academy = academies[n % academies.length] ?? pick(random, academies)
  const round = Math.floor(n / academies.length)
  const scope = n % 35 === 34 ? 'NATIONAL' : (LOCAL_SCOPES[(round + n) % LOCAL_SCOPES.length] ?? 'LOCAL')
  const mode = MODES[(round + Math.floor(n / 7)) % MODES.length] ?? 'HYBRID'
  const theme = pick(random, THEMES)
  const territory = territoryOf(random, scope, academy)
  const timeZone = timeZoneOf(scope === 'NATIONAL' ? undefined : academy.code)
  const startsAt = instantOf(someDay(random), someHour(random, scope), timeZone)
  const place = territory ? ` (${territory.name})` : ''
  const french = `${pick(random, words.events[scope])}${place}\u00a0: ${theme.title.fr}`
  const number = String(n + 1).padStart(3, '0')
  return {
    externalId: `synthetic-event-${number}`,
    slug: `${slugify(`${ENGLISH[scope]} ${territory?.name ?? ''}`)}-${number}`,
    title: { fr: french, en: `${ENGLISH[scope]}${place}: ${theme.title.en}` },
    summary: SUMMARY,
    scope,
    mode,
    startsAt,
    endsAt: new Date(startsAt.getTime() + pick(random, [90, 120]) * 60_000),
    timeZone,
    place: mode === 'ONLINE' ? null : pick(random, PLACES),
    territory,
    capacity: n % 3 === 0 ? whole(random, 4, 12) : null,
    themes: [theme.slug],
  }
}

/** What a newcomer can register for: without limit, with places left, and full with a waiting list. */
const OPEN_CAPACITIES = [null, 500, 5]

const openEvent = (capacity: number | null, n: number): Partial<SeedEvent> => ({
  slug: `demonstration-${n + 1}`,
  title: {
    fr: `Démonstration\u00a0: rencontre ouverte aux inscriptions (${n + 1})`,
    en: `Demonstration: meeting open to registrations (${n + 1})`,
  },
  scope: 'NATIONAL',
  mode: MODES[n] ?? 'ONLINE',
  territory: null,
  timeZone: timeZoneOf(),
  startsAt: instantOf('2099-06-26', '18:00'),
  endsAt: instantOf('2099-06-26', '20:00'),
  capacity,
})

/** The synthetic meetings: every académie, scope and mode; the first three are in the far future, for trying. */
export const makeEvents = (random: Random, academies: readonly Academy[]): SeedEvent[] =>
  Array.from({ length: EVENT_COUNT }, (_, n) => {
    const event = makeEvent(random, academies, n)
    const capacity = OPEN_CAPACITIES[n]
    return capacity === undefined ? event : { ...event, ...openEvent(capacity, n) }
  })
