import { inTransaction } from '@cahier/db'
import { found, requireRole, validate } from '@cahier/kernel'
import { z } from 'zod'
import type { ParticipantsContext } from './context'
import { type Membership, requireMembership } from './memberships'
import { id } from './rules'

/** Whose membership, of which organisation. */
export interface MembershipKey {
  organisationId: string
  participantId: string
}

export const membershipKey: z.ZodType<MembershipKey> = z.object({ organisationId: id, participantId: id })

/** The consultation of a participant. @throws NotFoundError */
export const consultationOf = async ({ sql }: ParticipantsContext, participantId: string): Promise<string> => {
  const participant = sql.selectFrom('participant').select('consultationId').where('id', '=', participantId)
  return found(await participant.executeTakeFirst(), 'Participant', participantId).consultationId
}

/**
 * Confirms that a participant speaks for an organisation, for organisers of their consultation; everybody sees it from then on. Idempotent.
 * @throws NotAuthenticatedError, NotAllowedError, NotFoundError when they did not ask for it
 */
export const confirmMembership = async (ctx: ParticipantsContext, input: MembershipKey): Promise<Membership> => {
  const key = validate(membershipKey, input)
  return inTransaction(ctx, async (tx) => {
    const consultationId = await consultationOf(tx, key.participantId)
    requireRole(tx.viewer, consultationId, 'ORGANISER')
    const { count } = await tx.db.membership.updateMany({
      where: { ...key, confirmedAt: null },
      data: { confirmedAt: tx.clock() },
    })
    if (count > 0) {
      const fact = { type: 'membership.confirmed', subjectType: 'Membership', subjectId: key.participantId }
      await tx.outbox.record(tx, { ...fact, consultationId, payload: { organisationId: key.organisationId } })
    }
    return requireMembership(tx, key.organisationId, key.participantId)
  })
}
