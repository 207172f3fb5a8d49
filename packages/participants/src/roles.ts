import { inTransaction, type Role } from '@cahier/db'
import {
  ConflictError,
  found,
  type Participant,
  refuse,
  requireAdministrator,
  requireRole,
  validate,
} from '@cahier/kernel'
import { z } from 'zod'
import type { ParticipantsContext } from './context'
import { requireParticipantById } from './get'
import { grantedRole, id } from './rules'

/** A role for a participant, in their consultation. */
export interface RoleChange {
  consultationId: string
  participantId: string
  /** Never PARTICIPANT: joining gives it. */
  role: Role
}

const roleChange: z.ZodType<RoleChange> = z.object({ consultationId: id, participantId: id, role: grantedRole })

/** @throws NotAllowedError: organisers handle the roles of their consultation, but for their own, which administrators handle */
const requireGranter = ({ viewer }: ParticipantsContext, { consultationId, role }: RoleChange): void => {
  if (role === 'ORGANISER') requireAdministrator(viewer)
  requireRole(viewer, consultationId, 'ORGANISER')
}

/** The person behind the participant; nobody else reads it. */
const personOf = async (tx: ParticipantsContext, { consultationId, participantId }: RoleChange): Promise<string> => {
  const query = tx.sql.selectFrom('participant').select(['personId', 'consultationId']).where('id', '=', participantId)
  const participant = found(await query.executeTakeFirst(), 'Participant', participantId)
  if (participant.consultationId !== consultationId) refuse('participantId', 'elsewhere')
  if (!participant.personId) throw new ConflictError('STATE', { status: 'NOBODY' })
  return participant.personId
}

const changeRole = (
  ctx: ParticipantsContext,
  input: RoleChange,
  type: string,
  write: (tx: ParticipantsContext, grant: { consultationId: string; personId: string; role: Role }) => Promise<number>,
): Promise<Participant> =>
  inTransaction(ctx, async (tx) => {
    const { consultationId, participantId, role } = validate(roleChange, input)
    requireGranter(tx, input)
    const personId = await personOf(tx, input)
    const count = await write(tx, { consultationId, personId, role })
    const subject = { subjectType: 'RoleGrant', subjectId: participantId }
    if (count > 0) await tx.outbox.record(tx, { type, consultationId, ...subject, payload: { role } })
    return requireParticipantById(tx, participantId)
  })

/**
 * Grants a role in the consultation: organisers grant FACILITATOR, MODERATOR and ANALYST, administrators ORGANISER too. Idempotent.
 * @throws NotAuthenticatedError, NotAllowedError, NotFoundError, ValidationError for a participant of another consultation, ConflictError for a
 * participant whom nobody signs in as
 */
export const grantRole = (ctx: ParticipantsContext, input: RoleChange): Promise<Participant> =>
  changeRole(ctx, input, 'roleGrant.granted', async (tx, grant) => {
    const data = [{ ...grant, grantedAt: tx.clock() }]
    return (await tx.db.roleGrant.createMany({ data, skipDuplicates: true })).count
  })

/** Takes a role back, by who could grant it. Idempotent. @throws as `grantRole` */
export const revokeRole = (ctx: ParticipantsContext, input: RoleChange): Promise<Participant> =>
  changeRole(
    ctx,
    input,
    'roleGrant.revoked',
    async (tx, grant) => (await tx.db.roleGrant.deleteMany({ where: grant })).count,
  )
