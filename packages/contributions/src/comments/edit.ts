import { ConflictError, validate } from '@cahier/kernel'
import type { ContributionsContext } from '../context'
import { changeComment } from './change'
import type { Comment } from './comment'
import { requireOpenDiscussion } from './discussion'
import { type CommentEdit, commentEdit } from './rules'

/**
 * Edits a comment, for its author: what it said is kept as an earlier version. What moderation hid stays as it was judged.
 * @throws ValidationError, NotFoundError, NotAllowedError, NotAuthenticatedError, ThemeClosedError, PhaseClosedError, ConflictError
 */
export const editComment = async (ctx: ContributionsContext, input: CommentEdit): Promise<Comment> => {
  const { id, version, stance, body } = validate(commentEdit, input)
  return changeComment(ctx, { id, version }, 'comment.edited', async (tx, comment) => {
    if (comment.hiddenAt) throw new ConflictError('STATE', { hiddenAt: comment.hiddenAt })
    await requireOpenDiscussion(tx, comment.contributionId)
    const text = { stance: stance ?? comment.stance, body: body ?? comment.body }
    const isOther = text.stance !== comment.stance || text.body !== comment.body
    // The version numbers texts: an edit that changes nothing makes none.
    return { ...text, ...(isOther && { version: { increment: 1 } }) }
  })
}
