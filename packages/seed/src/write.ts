import { importConsultation } from '@cahier/consultations'
import { importComments, importContributions, importVotes } from '@cahier/contributions'
import { importEvents, importRegistrations } from '@cahier/events'
import type { WriteContext } from '@cahier/kernel'
import { importOrganisations, importParticipants } from '@cahier/participants'
import { loadTerritories, territoryReference } from '@cahier/territories'
import { importThemes } from '@cahier/themes'
import { OPENING } from './calendar'
import type { SeedEvent } from './events'
import { facts } from './facts'
import { joiningDates } from './joining'
import { realMeetings } from './meetings'
import { makeParticipation, type Participation } from './participation'
import { egnSheet, egnThemes } from './sheet'

/** Ids in the database, by external id, slug, or kind and code. */
type Ids = ReadonlyMap<string, string>

/** The consultation that is being filled, and the ids of what came before. */
interface Place {
  consultationId: string
  themes: Ids
  territories: Ids
}

const idIn = (ids: Ids, key: string): string => {
  const id = ids.get(key)
  if (!id) throw new Error(`The seed names ${key} before writing it`)
  return id
}

const SYNTHETIC = { origin: 'SYNTHETIC', locale: 'fr' } as const

const writePeople = (tx: WriteContext, { consultationId, territories }: Place, made: Participation): Promise<Ids> => {
  const joined = joiningDates(made)
  const rows = made.people.map(({ academy, ...person }) => ({
    ...person,
    territoryId: idIn(territories, `ACADEMY ${academy}`),
    origin: SYNTHETIC.origin,
    createdAt: joined.get(person.externalId) ?? new Date(OPENING),
  }))
  return importParticipants(tx, consultationId, rows)
}

const writeContributions = async (
  tx: WriteContext,
  { consultationId, themes }: Place,
  made: Participation,
  people: Ids,
): Promise<void> => {
  const contributions = made.contributions.map(({ theme, author, ...contribution }) => ({
    ...contribution,
    ...SYNTHETIC,
    themeId: idIn(themes, theme),
    authorId: idIn(people, author),
  }))
  const ids = await importContributions(tx, consultationId, contributions)
  const comments = made.comments.map(({ contribution, parent, author, ...comment }) => ({
    ...comment,
    ...SYNTHETIC,
    contributionId: idIn(ids, contribution),
    parentExternalId: parent,
    authorId: idIn(people, author),
  }))
  await importComments(tx, consultationId, comments)
  const votes = made.votes.map(({ contribution, participant, ...vote }) => ({
    ...vote,
    contributionId: idIn(ids, contribution),
    participantId: idIn(people, participant),
  }))
  await importVotes(tx, consultationId, votes)
}

const eventRow = (
  { themes, territories }: Place,
  { externalId: _, territory, themes: slugs, ...event }: SeedEvent,
  origin: 'SYNTHETIC' | 'IMPORTED',
) => ({
  ...event,
  origin,
  territoryId: territory && idIn(territories, `${territory.kind} ${territory.code}`),
  themeIds: slugs.map((slug) => idIn(themes, slug)),
})

const writeEvents = async (tx: WriteContext, place: Place, made: Participation, people: Ids): Promise<void> => {
  const events = await importEvents(tx, place.consultationId, [
    ...realMeetings(territoryReference.academies).map((event) => eventRow(place, event, 'IMPORTED')),
    ...made.events.map((event) => eventRow(place, event, 'SYNTHETIC')),
  ])
  const slugs = new Map(made.events.map(({ externalId, slug }) => [externalId, slug]))
  const registrations = made.registrations.map(({ event, participant, ...registration }) => ({
    ...registration,
    eventId: idIn(events, idIn(slugs, event)),
    participantId: idIn(people, participant),
  }))
  await importRegistrations(tx, registrations)
}

const territoryIds = async (tx: WriteContext): Promise<Ids> => {
  const rows = await tx.sql.selectFrom('territory').select(['id', 'kind', 'code']).execute()
  return new Map(rows.map(({ id, kind, code }) => [`${kind} ${code}`, id]))
}

/** Writes the whole of it: the facts, then the synthetic participation. */
export const writeEgn = async (tx: WriteContext): Promise<void> => {
  await loadTerritories(tx)
  const { id: consultationId } = await importConsultation(tx, egnSheet)
  const themes = await importThemes(tx, consultationId, egnThemes)
  const organisations = facts.organisations.map(({ slug, name, actorKind }) => ({ slug, name, actorKind }))
  await importOrganisations(
    tx,
    organisations.map((organisation) => ({ ...organisation, origin: 'IMPORTED' as const })),
  )
  const place = { consultationId, themes, territories: await territoryIds(tx) }
  const made = makeParticipation(territoryReference.academies)
  const people = await writePeople(tx, place, made)
  await writeContributions(tx, place, made, people)
  await writeEvents(tx, place, made, people)
}
