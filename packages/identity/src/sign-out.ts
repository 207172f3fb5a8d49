import { isAdministrator, isId, NotAllowedError, requirePerson } from '@cahier/kernel'
import type { IdentityContext } from './context'
import { hashOf, isRefreshToken } from './refresh-token'
import { endSessionOfUsed, endSessions } from './sessions'

const requireSelf = ({ viewer }: IdentityContext, personId: string): void => {
  if (isAdministrator(viewer)) return
  if (requirePerson(viewer).personId !== personId) throw new NotAllowedError('NOT_SELF')
}

const signOutByToken = async (ctx: IdentityContext, refreshToken: string): Promise<boolean> => {
  if (!isRefreshToken(refreshToken)) return false
  const refreshHash = hashOf(refreshToken)
  if ((await endSessions(ctx, { refreshHash }, 'SIGNED_OUT')) > 0) return true
  // After, never before: a refresh that races has by now put the next token in its place, or cannot any more.
  await endSessionOfUsed(ctx, refreshHash)
  return false
}

const signOutById = async (ctx: IdentityContext, id: string): Promise<boolean> => {
  const session = isId(id) ? await ctx.db.session.findUnique({ where: { id } }) : null
  requireSelf(ctx, session?.personId ?? '')
  return (await endSessions(ctx, { id }, 'SIGNED_OUT')) > 0
}

/**
 * Ends a session, named by its refresh token (for who holds it) or by its id (for its person): its access tokens are refused at once. Whether
 * that ended it; false when it had ended, or never was. A token that was used already ends its session too.
 * @throws NotAuthenticatedError, NotAllowedError NOT_SELF by the id of another person's session
 */
export const signOut = (
  ctx: IdentityContext,
  session: { refreshToken: string } | { sessionId: string },
): Promise<boolean> =>
  'refreshToken' in session ? signOutByToken(ctx, session.refreshToken) : signOutById(ctx, session.sessionId)

/**
 * Ends every session of a person, for themselves and administrators; how many. Also for an erasure, in its transaction.
 * @throws NotAuthenticatedError, NotAllowedError NOT_SELF
 */
export const revokeSessions = async (ctx: IdentityContext, personId: string): Promise<number> => {
  requireSelf(ctx, personId)
  return isId(personId) ? endSessions(ctx, { personId }, 'REVOKED') : 0
}
