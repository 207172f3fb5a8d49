import { ConflictError } from '@cahier/kernel'
import { changeEvent, type EventChange } from './change'
import type { TellingContext } from './context'
import type { Event } from './event'
import { tell } from './waiting-list'

const tellRegistered = async (tx: TellingContext, eventId: string): Promise<void> => {
  const registrations = await tx.sql
    .selectFrom('registration')
    .select(['id', 'participantId'])
    .where('eventId', '=', eventId)
    .where('status', 'in', ['CONFIRMED', 'WAITLISTED'])
    .orderBy('arrival')
    .execute()
  for (const { id, participantId } of registrations) {
    await tell(tx, 'event.cancelled', { eventId, registrationId: id, participantId })
  }
}

/**
 * Calls an event off, for good: it stays in the lists as cancelled, and who registered is told. For facilitators and organisers.
 * @throws NotAuthenticatedError, NotFoundError, NotAllowedError, ConflictError from a stale version or for an event that is cancelled already
 */
export const cancelEvent = (ctx: TellingContext, change: EventChange): Promise<Event> =>
  changeEvent(
    ctx,
    change,
    'event.cancelled',
    (_, { status }) => {
      if (status === 'CANCELLED') throw new ConflictError('STATE', { status })
      return { status: 'CANCELLED' as const }
    },
    (tx) => tellRegistered(tx, change.id),
  )
