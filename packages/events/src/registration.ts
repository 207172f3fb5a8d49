import { type RegistrationStatus, rawSql } from '@cahier/db'
import { isAdministrator, isId, type JoinedParticipant, participantColumns, type Viewer } from '@cahier/kernel'
import type { RawBuilder, SelectQueryBuilder } from 'kysely'
import type { EventsReadContext, EventsTables } from './context'
import { consultationsWith } from './event'

/** A participant's place at an event, or on its waiting list. Seen by themselves, and by who runs the event. */
export interface Registration {
  id: string
  eventId: string
  participantId: string
  status: RegistrationStatus
  /** When they last registered. */
  createdAt: string
}

/** A registration with its participant's face (`participantOf(row, 'holder')`), and its rank in the order of arrival. */
export interface ListedRegistration extends Registration, JoinedParticipant<'holder'> {
  arrival: number
}

/** The viewer's participants, in every consultation. */
export const ownParticipants = (viewer: Viewer): string[] =>
  viewer.kind === 'person' ? [...viewer.participants.values()] : []

const isShown = (viewer: Viewer): RawBuilder<boolean> =>
  isAdministrator(viewer)
    ? rawSql<boolean>`true`
    : rawSql<boolean>`("registration"."participantId" = ANY(${ownParticipants(viewer)}::uuid[])
        OR "event"."consultationId" = ANY(${consultationsWith(viewer, 'FACILITATOR', 'ORGANISER')}::uuid[]))`

/** The registrations that the viewer may see, for a caller to filter and order. */
export const selectRegistrations = ({
  sql,
  viewer,
}: EventsReadContext): SelectQueryBuilder<EventsTables, 'registration' | 'event' | 'participant', ListedRegistration> =>
  sql
    .selectFrom('registration')
    .innerJoin('event', 'event.id', 'registration.eventId')
    .innerJoin('participant', 'participant.id', 'registration.participantId')
    .select(['registration.id', 'registration.eventId', 'registration.participantId', 'registration.status'])
    .select(['registration.createdAt', rawSql<number>`"registration"."arrival"`.as('arrival')])
    .select(participantColumns('participant', 'holder'))
    .where(isShown(viewer))

/** The registrations of these ids, in the order asked; null for what does not exist or may not be seen. One statement. */
export const getRegistrations = async (
  ctx: EventsReadContext,
  ids: readonly string[],
): Promise<(Registration | null)[]> => {
  const rows = await selectRegistrations(ctx)
    .where('registration.id', '=', rawSql<string>`ANY(${ids.filter(isId)}::uuid[])`)
    .execute()
  const byId = new Map(rows.map((registration) => [registration.id, registration]))
  return ids.map((id) => byId.get(id) ?? null)
}
