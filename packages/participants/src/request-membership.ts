import { inTransaction } from '@cahier/db'
import { refuse, requireParticipant, validate } from '@cahier/kernel'
import { z } from 'zod'
import type { ParticipantsContext } from './context'
import { type Membership, requireMembership } from './memberships'
import { requireOrganisation } from './organisation'
import { id } from './rules'

/** Which organisation the viewer asks to speak for, in which consultation. */
export interface MembershipRequest {
  organisationId: string
  consultationId: string
}

const membershipRequest: z.ZodType<MembershipRequest> = z.object({ organisationId: id, consultationId: id })

/** Organisations that one participant may ask to speak for. */
export const MAX_MEMBERSHIPS = 10

/** Waits for the participant's other requests, so that together they do not pass the bound. */
const requirePlace = async ({ sql }: ParticipantsContext, participantId: string): Promise<void> => {
  await sql.selectFrom('participant').select('id').where('id', '=', participantId).forNoKeyUpdate().execute()
  const held = await sql
    .selectFrom('membership')
    .select('organisationId')
    .where('participantId', '=', participantId)
    .execute()
  if (held.length > MAX_MEMBERSHIPS) refuse('organisationId', 'tooMany', { max: MAX_MEMBERSHIPS })
}

/**
 * Asks to speak for an organisation in a consultation, ten organisations at most; an organiser confirms it. Idempotent.
 * @throws NotAuthenticatedError, NotParticipatingError, NotFoundError, ValidationError
 */
export const requestMembership = async (ctx: ParticipantsContext, input: MembershipRequest): Promise<Membership> => {
  const { organisationId, consultationId } = validate(membershipRequest, input)
  const participantId = requireParticipant(ctx.viewer, consultationId)
  return inTransaction(ctx, async (tx) => {
    await requireOrganisation(tx, organisationId)
    const asked = { data: [{ organisationId, participantId }], skipDuplicates: true }
    const { count } = await tx.db.membership.createMany(asked)
    if (count > 0) {
      await requirePlace(tx, participantId)
      const fact = { type: 'membership.requested', subjectType: 'Membership', subjectId: participantId }
      await tx.outbox.record(tx, { ...fact, consultationId, payload: { organisationId } })
    }
    return requireMembership(tx, organisationId, participantId)
  })
}
