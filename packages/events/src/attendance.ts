import { inTransaction } from '@cahier/db'
import { ConflictError, found, requireRole } from '@cahier/kernel'
import type { EventsContext } from './context'
import { requireEvent } from './get'
import { getRegistrations, type Registration } from './registration'

/** Who was there. */
export interface Attendance {
  registrationId: string
  hasAttended: boolean
}

/**
 * Records whether who had a place came; it can be set right later. For facilitators and organisers.
 * @throws NotAuthenticatedError, NotFoundError, NotAllowedError, ConflictError when the registration is cancelled or waiting, or the event cancelled
 */
export const recordAttendance = (
  ctx: EventsContext,
  { registrationId, hasAttended }: Attendance,
): Promise<Registration> =>
  inTransaction(ctx, async (tx) => {
    const registration = found((await getRegistrations(tx, [registrationId]))[0], 'Registration', registrationId)
    const { consultationId, status: eventStatus } = await requireEvent(tx, registration.eventId)
    requireRole(tx.viewer, consultationId, 'FACILITATOR', 'ORGANISER')
    const status = hasAttended ? 'ATTENDED' : 'CONFIRMED'
    const { count } = await tx.db.registration.updateMany({
      where: { id: registrationId, status: { in: ['CONFIRMED', 'ATTENDED'] } },
      data: { status },
    })
    if (count === 0 || eventStatus === 'CANCELLED') throw new ConflictError('STATE', { status: registration.status })
    await tx.outbox.record(tx, {
      type: hasAttended ? 'registration.attended' : 'registration.confirmed',
      consultationId,
      subjectType: 'Registration',
      subjectId: registrationId,
      payload: { eventId: registration.eventId },
    })
    return { ...registration, status }
  })
