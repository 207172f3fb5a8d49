import { type RegistrationStatus, rawSql } from '@cahier/db'
import {
  isId,
  NotFoundError,
  NotParticipatingError,
  newId,
  PhaseClosedError,
  requireOpenPhase,
  requirePerson,
} from '@cahier/kernel'
import type { EventsContext } from './context'
import { RegistrationClosedError, type RegistrationClosure } from './errors'
import { requireEvent } from './get'
import { ownParticipants, type Registration } from './registration'

/** Which event. */
export interface RegistrationInput {
  eventId: string
}

type Refusal = RegistrationClosure | 'NOT_PARTICIPATING' | 'PHASE_CLOSED'

/** What the function of the database answers; the registration is null when it refuses. */
interface Answer {
  outcome: 'REGISTERED' | 'ALREADY_REGISTERED' | Refusal
  registrationId: string
  registrant: string
  state: RegistrationStatus
  registeredAt: string
}

const refuseRegistration = async (ctx: EventsContext, eventId: string, reason: Refusal): Promise<never> => {
  const { consultationId } = await requireEvent(ctx, eventId)
  if (reason === 'NOT_PARTICIPATING') throw new NotParticipatingError(consultationId)
  if (reason !== 'PHASE_CLOSED') throw new RegistrationClosedError(reason)
  await requireOpenPhase(ctx, consultationId, 'REGISTERING')
  throw new PhaseClosedError('REGISTERING')
}

/**
 * Registers the viewer for an event: a place while there are some, else the end of the waiting list. Who is registered gets what they have.
 * One statement: places are given one at a time, in the order of arrival, whatever races.
 * @throws NotAuthenticatedError, NotFoundError, NotParticipatingError, RegistrationClosedError, PhaseClosedError
 */
export const registerForEvent = async (ctx: EventsContext, { eventId }: RegistrationInput): Promise<Registration> => {
  requirePerson(ctx.viewer)
  if (!isId(eventId)) throw new NotFoundError('Event', eventId)
  const { rows } = await rawSql<Answer>`SELECT * FROM "registerForEvent"(${eventId}::uuid,
    ${ownParticipants(ctx.viewer)}::uuid[], ${newId()}::uuid, ${ctx.clock().toISOString()}::timestamptz)`.execute(
    ctx.sql,
  )
  const [answer] = rows
  if (!answer) throw new NotFoundError('Event', eventId)
  const { outcome, registrationId, registrant, state, registeredAt } = answer
  if (outcome !== 'REGISTERED' && outcome !== 'ALREADY_REGISTERED') return refuseRegistration(ctx, eventId, outcome)
  return { id: registrationId, eventId, participantId: registrant, status: state, createdAt: registeredAt }
}
