import { inTransaction } from '@cahier/db'
import { newId, refuse, requireParticipant, requirePerson, validate } from '@cahier/kernel'
import type { ContributionsContext } from '../context'
import type { Comment } from './comment'
import { requireOpenDiscussion } from './discussion'
import { getComment, requireComment } from './get'
import { type NewComment, newComment } from './rules'

/** @throws ValidationError for a comment that is not public, or not of this contribution */
const requireAnswerable = async (tx: ContributionsContext, contributionId: string, parentId: string): Promise<void> => {
  const parent = await getComment(tx, parentId)
  const isPublic = parent?.status === 'PUBLISHED' && parent.hiddenAt === null
  if (!isPublic || parent.contributionId !== contributionId) refuse('parentId', 'unknown')
}

/**
 * Adds a comment to a public contribution, or a reply to one of its public comments, as the viewer's participant.
 * @throws ValidationError, NotAuthenticatedError, NotFoundError, NotParticipatingError, ThemeClosedError, PhaseClosedError
 */
export const addComment = async (ctx: ContributionsContext, input: NewComment): Promise<Comment> => {
  requirePerson(ctx.viewer)
  const { locale, parentId = null, ...fields } = validate(newComment, input)
  const { contributionId, stance } = fields
  const id = newId()
  return inTransaction(ctx, async (tx) => {
    const { consultationId, defaultLocale } = await requireOpenDiscussion(tx, contributionId)
    const authorId = requireParticipant(tx.viewer, consultationId)
    if (parentId) await requireAnswerable(tx, contributionId, parentId)
    const now = tx.clock()
    await tx.db.comment.create({
      data: { ...fields, id, parentId, authorId, locale: locale ?? defaultLocale, createdAt: now, updatedAt: now },
      select: { id: true },
    })
    await tx.outbox.record(tx, {
      type: 'comment.published',
      consultationId,
      subjectType: 'Comment',
      subjectId: id,
      payload: { contributionId, stance },
    })
    return requireComment(tx, id)
  })
}
