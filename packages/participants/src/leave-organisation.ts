import { inTransaction } from '@cahier/db'
import { type Participant, participantIn, requireRole, validate } from '@cahier/kernel'
import { consultationOf, type MembershipKey, membershipKey } from './confirm-membership'
import type { ParticipantsContext } from './context'
import { requireParticipantById } from './get'

/**
 * Ends a membership, confirmed or only asked for: by the participant themselves, or by an organiser of their consultation. Idempotent.
 * @throws NotAuthenticatedError, NotAllowedError, NotFoundError
 */
export const leaveOrganisation = async (ctx: ParticipantsContext, input: MembershipKey): Promise<Participant> => {
  const key = validate(membershipKey, input)
  return inTransaction(ctx, async (tx) => {
    const consultationId = await consultationOf(tx, key.participantId)
    const isOwn = participantIn(tx.viewer, consultationId) === key.participantId
    if (!isOwn) requireRole(tx.viewer, consultationId, 'ORGANISER')
    const { count } = await tx.db.membership.deleteMany({ where: key })
    if (count > 0) {
      const fact = { type: 'membership.ended', subjectType: 'Membership', subjectId: key.participantId }
      await tx.outbox.record(tx, { ...fact, consultationId, payload: { organisationId: key.organisationId } })
    }
    return requireParticipantById(tx, key.participantId)
  })
}
