import { inTransaction, rawSql } from '@cahier/db'
import { newId } from '@cahier/kernel'
import type { IdentityContext } from './context'
import { LoginRefusedError } from './errors'
import type { Login } from './login-claims'
import { newRefreshToken } from './refresh-token'
import { endSessionOfUsed, tellOf } from './sessions'
import type { Tokens } from './tokens'

/** What keeps a person signed in. Secret: stored by nobody but them. */
export interface SignedIn {
  accessToken: string
  /** Good once: each refresh gives another one. */
  refreshToken: string
  /** Seconds until the access token expires. */
  expiresIn: number
}

/** @throws LoginRefusedError ACCOUNT_ERASED */
const upsertPerson = async (tx: IdentityContext, { issuer, subject, ...contact }: Login): Promise<string> => {
  const email = contact.email ?? null
  const realName = contact.realName ?? null
  const person = await tx.sql
    .insertInto('person')
    .values({ id: newId(), issuer, subject, email, realName })
    .onConflict((conflict) =>
      conflict
        .columns(['issuer', 'subject'])
        .doUpdateSet({ email, realName })
        .where(rawSql<boolean>`"person"."erasedAt" IS NULL`),
    )
    .returning('id')
    .executeTakeFirst()
  if (!person) throw new LoginRefusedError('ACCOUNT_ERASED')
  return person.id
}

/** @throws LoginRefusedError REPLAYED when the login already opened a session */
const useProof = async (tx: IdentityContext, sessionId: string, { proof }: Login): Promise<void> => {
  if (!proof) return
  const used = { data: [{ refreshHash: proof, sessionId }], skipDuplicates: true }
  const { count } = await tx.db.usedRefreshToken.createMany(used)
  if (count === 0) throw new LoginRefusedError('REPLAYED')
}

const openSession = (
  ctx: IdentityContext,
  login: Login,
  session: { id: string; refreshHash: string; expiresAt: Date },
) =>
  inTransaction(ctx, async (tx) => {
    const personId = await upsertPerson(tx, login)
    await tx.db.session.create({ data: { ...session, personId, createdAt: tx.clock() }, select: { id: true } })
    await useProof(tx, session.id, login)
    await tellOf(tx, 'session.started', session.id)
    return personId
  })

/**
 * Opens a session for who signs in: their account is made at the first login, its e-mail and name follow the issuer's. A login opens one session:
 * seen again, it is refused and the session that it opened ends.
 * @throws LoginRefusedError REPLAYED, ACCOUNT_ERASED
 */
export const signIn = async (ctx: IdentityContext, login: Login, tokens: Tokens): Promise<SignedIn> => {
  const { refreshToken, refreshHash } = newRefreshToken()
  const sessionId = newId()
  const expiresAt = new Date(ctx.clock().getTime() + tokens.refreshSeconds * 1000)
  try {
    const personId = await openSession(ctx, login, { id: sessionId, refreshHash, expiresAt })
    const accessToken = await tokens.issueAccessToken({ personId, sessionId })
    return { accessToken, refreshToken, expiresIn: tokens.accessSeconds }
  } catch (error) {
    const isReplay = error instanceof LoginRefusedError && error.reason === 'REPLAYED'
    if (isReplay && login.proof) await endSessionOfUsed(ctx, login.proof)
    throw error
  }
}
