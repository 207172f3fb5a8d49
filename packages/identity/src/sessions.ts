import { inTransaction } from '@cahier/db'
import type { IdentityContext } from './context'

type EndReason = 'SIGNED_OUT' | 'REVOKED' | 'REUSED'

/** Records a fact of a session, which names nobody. */
export const tellOf = (tx: IdentityContext, type: string, sessionId: string, reason?: EndReason): Promise<void> =>
  tx.outbox.record(tx, {
    type,
    consultationId: null,
    subjectType: 'Session',
    subjectId: sessionId,
    ...(reason && { payload: { reason } }),
  })

/** Ends the sessions that stand there and have not ended; how many. */
export const endSessions = (
  ctx: IdentityContext,
  which: { id: string } | { personId: string } | { refreshHash: string },
  reason: EndReason,
): Promise<number> =>
  inTransaction(ctx, async (tx) => {
    const ended = await tx.db.session.updateManyAndReturn({
      where: { ...which, revokedAt: null },
      data: { revokedAt: tx.clock() },
      select: { id: true },
    })
    for (const { id } of ended) await tellOf(tx, 'session.ended', id, reason)
    return ended.length
  })

/** Ends the session where this was used before (RFC 9700, 4.14.2); false when it was never used. */
export const endSessionOfUsed = (ctx: IdentityContext, refreshHash: string): Promise<boolean> =>
  inTransaction(ctx, async (tx) => {
    const used = await tx.db.usedRefreshToken.findUnique({ where: { refreshHash } })
    if (used) await endSessions(tx, { id: used.sessionId }, 'REUSED')
    return used !== null
  })
