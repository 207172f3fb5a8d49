import { inTransaction, rawSql } from '@cahier/db'
import { ConflictError, found, isId, NotFoundError, requirePerson } from '@cahier/kernel'
import type { TellingContext } from './context'
import { RegistrationClosedError } from './errors'
import type { RegistrationInput } from './register'
import { getRegistrations, ownParticipants, type Registration } from './registration'
import { moveUpWaitingList } from './waiting-list'

/** Holds the event's row, so that its places are taken and given back one at a time. */
const holdEvent = async (tx: TellingContext, eventId: string): Promise<{ consultationId: string; startsAt: string }> =>
  found(
    await tx.sql
      .selectFrom('event')
      .select(['consultationId', 'startsAt'])
      .where('id', '=', eventId)
      .forNoKeyUpdate()
      .executeTakeFirst(),
    'Event',
    eventId,
  )

const ownRegistration = async (tx: TellingContext, eventId: string): Promise<Registration> => {
  const row = await tx.sql
    .selectFrom('registration')
    .select('id')
    .where('eventId', '=', eventId)
    .where('participantId', '=', rawSql<string>`ANY(${ownParticipants(tx.viewer)}::uuid[])`)
    .executeTakeFirst()
  const { id } = found(row, 'Registration', eventId)
  return found((await getRegistrations(tx, [id]))[0], 'Registration', id)
}

/**
 * Cancels the viewer's registration, until the event starts, whether or not a phase is open; the place goes to the first who waits, in the same
 * transaction. Cancelled already, it stays so.
 * @throws NotAuthenticatedError, NotFoundError when they never registered, RegistrationClosedError, ConflictError when they attended
 */
export const cancelRegistration = async (
  ctx: TellingContext,
  { eventId }: RegistrationInput,
): Promise<Registration> => {
  requirePerson(ctx.viewer)
  if (!isId(eventId)) throw new NotFoundError('Event', eventId)
  return inTransaction(ctx, async (tx) => {
    const { consultationId, startsAt } = await holdEvent(tx, eventId)
    const registration = await ownRegistration(tx, eventId)
    const { id, status } = registration
    if (status === 'CANCELLED') return registration
    if (status === 'ATTENDED') throw new ConflictError('STATE', { status })
    if (startsAt <= tx.clock().toISOString()) throw new RegistrationClosedError('EVENT_STARTED')
    const { count } = await tx.db.registration.updateMany({ where: { id, status }, data: { status: 'CANCELLED' } })
    // Who came was recorded meanwhile.
    if (count === 0) throw new ConflictError('STATE', { status: 'ATTENDED' })
    await tx.outbox.record(tx, {
      type: 'registration.cancelled',
      consultationId,
      subjectType: 'Registration',
      subjectId: id,
      payload: { eventId },
    })
    await moveUpWaitingList(tx, eventId)
    return { ...registration, status: 'CANCELLED' }
  })
}
