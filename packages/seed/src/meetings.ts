import type { Texts } from '@cahier/kernel'
import type { Academy } from './academy'
import type { SeedEvent } from './events'
import { facts, type Meeting, sourcesOf } from './facts'
import { dayAfter } from './sheet'
import { instantOf, timeZoneOf } from './zone'

/** The summary, what the source leaves unsaid, and the source. */
const summaryOf = (meeting: Meeting): Texts => {
  const said = { fr: [meeting.summary.fr], en: [meeting.summary.en] }
  if (!meeting.hours) {
    said.fr.push('Heures non connues : le jour entier est donné.')
    said.en.push('Hours not known: the whole day is given.')
  }
  if (!meeting.mode) {
    said.fr.push('La source ne dit pas si elle s’est tenue sur place ou à distance.')
    said.en.push('The source does not say whether it was held on site or remotely.')
  }
  const sources = sourcesOf(meeting).join(', ')
  return { fr: `${said.fr.join(' ')} Source : ${sources}`, en: `${said.en.join(' ')} Source: ${sources}` }
}

/** The meetings that are known of, each with its source in its summary. */
export const realMeetings = (academies: readonly Academy[]): SeedEvent[] =>
  facts.meetings.map((meeting) => {
    const { slug, title, scope, mode = 'IN_PERSON', date, until = date, place = null } = meeting
    const academy = academies.find(({ code }) => code === meeting.academy)
    const timeZone = timeZoneOf(academy?.code)
    const [from, to] = meeting.hours ?? []
    return {
      externalId: slug,
      slug,
      title,
      summary: summaryOf(meeting),
      scope,
      mode,
      startsAt: instantOf(date, from ?? '00:00', timeZone),
      endsAt: to ? instantOf(until, to, timeZone) : instantOf(dayAfter(until), '00:00', timeZone),
      timeZone,
      place,
      territory: academy ? { kind: 'ACADEMY', code: academy.code, name: academy.name } : null,
      capacity: null,
      themes: [],
    }
  })
