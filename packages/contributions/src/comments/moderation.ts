import { ConflictError, found, requireRole, type WriteContext } from '@cahier/kernel'
import type { ContributionsContext, ContributionsReadContext } from '../context'
import { getComment } from './get'

const EXCERPT = 200

/** What moderation may know of a comment that the viewer sees. */
export interface ModeratedComment {
  id: string
  consultationId: string
  /** A participant's id; null when nobody's. */
  authorId: string | null
  isHidden: boolean
  /** How it begins, 200 characters at most. */
  excerpt: string
}

/** The comment of this id, for who flags it, decides on it or appeals; null for what they may not see. */
export const findModeratedComment = async (
  ctx: ContributionsReadContext,
  id: string,
): Promise<ModeratedComment | null> => {
  const comment = await getComment(ctx, id)
  if (!comment) return null
  const { consultationId, authorId, hiddenAt, body } = comment
  // Cut between characters, not inside one.
  const excerpt = [...body.slice(0, 2 * EXCERPT)].slice(0, EXCERPT).join('')
  return { id, consultationId, authorId, isHidden: hiddenAt !== null, excerpt }
}

const setHidden = async (tx: ContributionsContext, id: string, isHidden: boolean): Promise<void> => {
  const { consultationId, contributionId } = found(await getComment(tx, id), 'Comment', id)
  requireRole(tx.viewer, consultationId, 'MODERATOR')
  const { count } = await tx.db.comment.updateMany({
    where: { id, hiddenAt: isHidden ? null : { not: null } },
    data: { hiddenAt: isHidden ? tx.clock() : null },
  })
  if (count === 0) throw new ConflictError('STATE')
  await tx.outbox.record(tx, {
    type: isHidden ? 'comment.hidden' : 'comment.restored',
    consultationId,
    subjectType: 'Comment',
    subjectId: id,
    payload: { contributionId },
  })
}

/**
 * Takes a comment out of every public read, in the transaction of the decision that says so; its replies stay. For moderators.
 * @throws NotFoundError, NotAllowedError, ConflictError when it is hidden already
 */
export const hideComment = (tx: WriteContext, id: string): Promise<void> => setHidden(tx, id, true)

/**
 * Gives a hidden comment back to the public, in the transaction of the decision that says so. For moderators.
 * @throws NotFoundError, NotAllowedError, ConflictError when it is not hidden
 */
export const restoreComment = (tx: WriteContext, id: string): Promise<void> => setHidden(tx, id, false)
