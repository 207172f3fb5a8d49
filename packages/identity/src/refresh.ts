import { inTransaction, rawSql } from '@cahier/db'
import type { IdentityContext } from './context'
import { SessionEndedError } from './errors'
import { hashOf, isRefreshToken, newRefreshToken } from './refresh-token'
import { endSessionOfUsed, tellOf } from './sessions'
import type { SignedIn } from './sign-in'
import type { Tokens } from './tokens'

/** Puts the next token in the place of the present one: of many racing, one finds it there. */
const rotate = (ctx: IdentityContext, present: string, next: string) =>
  inTransaction(ctx, async (tx) => {
    const session = await tx.sql
      .updateTable('session')
      .set({ refreshHash: next })
      .where('refreshHash', '=', present)
      .where('revokedAt', 'is', null)
      .where('expiresAt', '>', tx.clock().toISOString())
      .where(rawSql<boolean>`EXISTS (SELECT FROM "person" WHERE "id" = "personId" AND "erasedAt" IS NULL)`)
      .returning(['id', 'personId'])
      .executeTakeFirst()
    if (!session) return undefined
    await tx.db.usedRefreshToken.create({ data: { refreshHash: present, sessionId: session.id } })
    await tellOf(tx, 'session.refreshed', session.id)
    return session
  })

const refusalOf = async (ctx: IdentityContext, refreshHash: string): Promise<SessionEndedError> => {
  if (await endSessionOfUsed(ctx, refreshHash)) return new SessionEndedError('REUSED')
  const session = await ctx.db.session.findUnique({ where: { refreshHash } })
  if (!session) return new SessionEndedError('UNKNOWN')
  return new SessionEndedError(!session.revokedAt && session.expiresAt <= ctx.clock() ? 'EXPIRED' : 'REVOKED')
}

/**
 * Goes on with a session: a new access token, and the next refresh token in place of this one. A token that was used already ends its session,
 * since one of the two who hold it stole it (RFC 9700, 4.14.2): of racing refreshes one is answered, and the session ends.
 * @throws SessionEndedError
 */
export const refreshSession = async (ctx: IdentityContext, refreshToken: string, tokens: Tokens): Promise<SignedIn> => {
  if (!isRefreshToken(refreshToken)) throw new SessionEndedError('UNKNOWN')
  const next = newRefreshToken()
  const present = hashOf(refreshToken)
  const session = await rotate(ctx, present, next.refreshHash)
  if (!session) throw await refusalOf(ctx, present)
  const accessToken = await tokens.issueAccessToken({ personId: session.personId, sessionId: session.id })
  return { accessToken, refreshToken: next.refreshToken, expiresIn: tokens.accessSeconds }
}
