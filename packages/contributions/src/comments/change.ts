import { inTransaction } from '@cahier/db'
import { ConflictError, NotAllowedError, requireParticipant } from '@cahier/kernel'
import type { ContributionsContext } from '../context'
import type { Comment } from './comment'
import { requireComment } from './get'

/** Whom a change is for, and the version that it started from. */
export interface CommentChange {
  id: string
  version: number
}

/** What a change writes. */
type CommentData = Parameters<ContributionsContext['db']['comment']['updateMany']>[0]['data']

/**
 * Changes a comment under its version, for its author, unless they withdrew it: `work` says what to write.
 * @throws NotFoundError, NotAllowedError, NotAuthenticatedError, NotParticipatingError, ConflictError
 */
export const changeComment = (
  ctx: ContributionsContext,
  { id, version }: CommentChange,
  type: string,
  work: (tx: ContributionsContext, comment: Comment) => Promise<CommentData> | CommentData,
): Promise<Comment> =>
  inTransaction(ctx, async (tx) => {
    const comment = await requireComment(tx, id)
    const { consultationId, contributionId, authorId, status, hiddenAt } = comment
    if (requireParticipant(tx.viewer, consultationId) !== authorId) throw new NotAllowedError('NOT_AUTHOR')
    if (status === 'WITHDRAWN') throw new ConflictError('STATE', { status })
    const data = await work(tx, comment)
    const { count } = await tx.db.comment.updateMany({
      // Hidden or withdrawn in the meantime, it is no longer what the change started from either.
      where: { id, version, status, hiddenAt },
      data: { ...data, updatedAt: tx.clock() },
    })
    if (count === 0) throw new ConflictError('STALE_VERSION', { version: comment.version })
    const payload = { contributionId }
    await tx.outbox.record(tx, { type, consultationId, subjectType: 'Comment', subjectId: id, payload })
    return requireComment(tx, id)
  })
