import { inTransaction } from '@cahier/db'
import {
  ConflictError,
  hasRole,
  isAdministrator,
  NotAllowedError,
  NotAuthenticatedError,
  validate,
} from '@cahier/kernel'
import { z } from 'zod'
import type { ParticipantsContext } from './context'
import { type Organisation, requireOrganisation } from './organisation'
import { id, version } from './rules'

/** Which organisation is verified, from which version. */
export interface OrganisationVerification {
  id: string
  version: number
}

const verification: z.ZodType<OrganisationVerification> = z.object({ id, version })

/** @throws NotAllowedError: organisers verify those whose members take part in their consultation */
const requireVerifier = async ({ sql, viewer }: ParticipantsContext, organisationId: string): Promise<void> => {
  if (isAdministrator(viewer)) return
  if (viewer.kind === 'visitor') throw new NotAuthenticatedError()
  const consultations = await sql
    .selectFrom('membership')
    .innerJoin('participant', 'participant.id', 'membership.participantId')
    .select('participant.consultationId')
    .distinct()
    .where('membership.organisationId', '=', organisationId)
    .execute()
  const isOrganiser = consultations.some(({ consultationId }) => hasRole(viewer, consultationId, 'ORGANISER'))
  if (!isOrganiser) throw new NotAllowedError('ROLE_REQUIRED', { roles: ['ORGANISER'] })
}

/**
 * Says that an organisation is who it says: for administrators, and for organisers of a consultation where it has a member, confirmed or not. It
 * stays verified, whoever verifies it again.
 * @throws NotAuthenticatedError, NotAllowedError, NotFoundError, ConflictError from a stale version
 */
export const verifyOrganisation = async (
  ctx: ParticipantsContext,
  input: OrganisationVerification,
): Promise<Organisation> => {
  const { id: organisationId, version: from } = validate(verification, input)
  return inTransaction(ctx, async (tx) => {
    const organisation = await requireOrganisation(tx, organisationId)
    await requireVerifier(tx, organisationId)
    if (organisation.verifiedAt) return organisation
    const { count } = await tx.db.organisation.updateMany({
      where: { id: organisationId, version: from },
      data: { verifiedAt: tx.clock(), version: { increment: 1 } },
    })
    if (count === 0) throw new ConflictError('STALE_VERSION', { version: organisation.version })
    const subject = { subjectType: 'Organisation', subjectId: organisationId }
    await tx.outbox.record(tx, { type: 'organisation.verified', consultationId: null, ...subject })
    return requireOrganisation(tx, organisationId)
  })
}
