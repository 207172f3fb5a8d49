import { inTransaction } from '@cahier/db'
import { ConflictError, line, newId, requireAdministrator, validate } from '@cahier/kernel'
import { z } from 'zod'
import type { ParticipantsContext } from './context'

/** Who somebody is for the issuer that signs them in. */
export interface Account {
  issuer: string
  subject: string
}

const account: z.ZodType<Account> = z.object({ issuer: line(500), subject: line(255) })

/**
 * Makes an administrator of the platform, whether they ever signed in or not; for the platform and its administrators. Returns their person's id.
 * Idempotent.
 * @throws ValidationError, ConflictError for an erased account, NotAuthenticatedError, NotAllowedError
 */
export const makeAdministrator = async (ctx: ParticipantsContext, input: Account): Promise<string> => {
  requireAdministrator(ctx.viewer)
  const who = validate(account, input)
  return inTransaction(ctx, async (tx) => {
    const { id, erasedAt } = await tx.db.person.upsert({
      where: { issuer_subject: who },
      create: { ...who, id: newId(), createdAt: tx.clock() },
      update: {},
      select: { id: true, erasedAt: true },
    })
    if (erasedAt) throw new ConflictError('STATE', { status: 'ERASED' })
    const { count } = await tx.db.person.updateMany({
      where: { id, isAdministrator: false },
      data: { isAdministrator: true },
    })
    const fact = { type: 'person.madeAdministrator', consultationId: null, subjectType: 'Person', subjectId: id }
    if (count > 0) await tx.outbox.record(tx, fact)
    return id
  })
}
