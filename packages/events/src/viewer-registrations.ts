import { rawSql } from '@cahier/db'
import { areOpen, isId, participantIn, type WriteContext } from '@cahier/kernel'
import type { EventsReadContext } from './context'
import type { RegistrationClosure } from './errors'
import { type Event, selectEvents } from './event'
import { ownParticipants, type Registration } from './registration'

/** The viewer's own registration for each event, in the order asked; null where they never registered. One statement. */
export const viewerRegistrations = async (
  { sql, viewer }: EventsReadContext,
  eventIds: readonly string[],
): Promise<(Registration | null)[]> => {
  const own = ownParticipants(viewer)
  if (own.length === 0) return eventIds.map(() => null)
  const rows = await sql
    .selectFrom('registration')
    .select(['id', 'eventId', 'participantId', 'status', 'createdAt'])
    .where('eventId', '=', rawSql<string>`ANY(${eventIds.filter(isId)}::uuid[])`)
    .where('participantId', '=', rawSql<string>`ANY(${own}::uuid[])`)
    .execute()
  const byEvent = new Map(rows.map((registration) => [registration.eventId, registration]))
  return eventIds.map((id) => byEvent.get(id) ?? null)
}

/** Why the viewer cannot register for an event now. */
export type RegistrationObstacle =
  | RegistrationClosure
  | 'NOT_AUTHENTICATED'
  | 'NOT_PARTICIPATING'
  | 'ALREADY_REGISTERED'
  | 'PHASE_CLOSED'

type Subject = Pick<Event, 'id' | 'consultationId' | 'hiddenAt' | 'status' | 'startsAt'>

const obstaclesTo = (
  { viewer, clock }: Pick<WriteContext, 'viewer' | 'clock'>,
  event: Subject,
  { isOpen, registration }: { isOpen: boolean; registration: Registration | null | undefined },
): RegistrationObstacle[] => {
  const isPerson = viewer.kind === 'person'
  const obstacles: [boolean, RegistrationObstacle][] = [
    [!isPerson, 'NOT_AUTHENTICATED'],
    [isPerson && !participantIn(viewer, event.consultationId), 'NOT_PARTICIPATING'],
    [registration ? registration.status !== 'CANCELLED' : false, 'ALREADY_REGISTERED'],
    [event.hiddenAt !== null, 'EVENT_HIDDEN'],
    [event.status === 'CANCELLED', 'EVENT_CANCELLED'],
    [event.startsAt <= clock().toISOString(), 'EVENT_STARTED'],
    [!isOpen, 'PHASE_CLOSED'],
  ]
  return obstacles.filter(([stands]) => stands).map(([, obstacle]) => obstacle)
}

/**
 * Everything that keeps the viewer from registering for each event, in the order asked; nothing for an event that they may not see. A full
 * event is no obstacle: there is the waiting list. Three statements.
 */
export const listRegistrationObstacles = async (
  ctx: EventsReadContext & Pick<WriteContext, 'clock'>,
  eventIds: readonly string[],
): Promise<RegistrationObstacle[][]> => {
  const events = await selectEvents(ctx)
    .where('event.id', '=', rawSql<string>`ANY(${eventIds.filter(isId)}::uuid[])`)
    .execute()
  const consultationIds = [...new Set(events.map(({ consultationId }) => consultationId))]
  const open = await areOpen(ctx, consultationIds, 'REGISTERING')
  const registrations = await viewerRegistrations(
    ctx,
    events.map(({ id }) => id),
  )
  const byId = new Map(
    events.map((event, n) => {
      const isOpen = open[consultationIds.indexOf(event.consultationId)] ?? false
      return [event.id, obstaclesTo(ctx, event, { isOpen, registration: registrations[n] })]
    }),
  )
  return eventIds.map((id) => byId.get(id) ?? [])
}
