import type { WriteContext } from '@cahier/kernel'
import { ConflictError, found, requireRole } from '@cahier/kernel'
import type { ContributionsContext, ContributionsReadContext } from './context'
import { getContribution } from './get'

/** What moderation may know of a contribution that the viewer sees; drafts are nobody's but their author's. */
export interface ModeratedContribution {
  id: string
  consultationId: string
  /** A participant's id; null when nobody's. */
  authorId: string | null
  isHidden: boolean
  /** Its title. */
  excerpt: string
}

/** The contribution of this id, for who flags it, decides on it or appeals; null for what they may not see. */
export const findModeratedContribution = async (
  ctx: ContributionsReadContext,
  id: string,
): Promise<ModeratedContribution | null> => {
  const contribution = await getContribution(ctx, id)
  if (!contribution || contribution.status === 'DRAFT') return null
  const { consultationId, authorId, hiddenAt, title } = contribution
  return { id, consultationId, authorId, isHidden: hiddenAt !== null, excerpt: title }
}

const setHidden = async (tx: ContributionsContext, id: string, isHidden: boolean): Promise<void> => {
  const { consultationId } = found(await findModeratedContribution(tx, id), 'Contribution', id)
  requireRole(tx.viewer, consultationId, 'MODERATOR')
  const { count } = await tx.db.contribution.updateMany({
    where: { id, hiddenAt: isHidden ? null : { not: null } },
    data: { hiddenAt: isHidden ? tx.clock() : null },
  })
  if (count === 0) throw new ConflictError('STATE')
  await tx.outbox.record(tx, {
    type: isHidden ? 'contribution.hidden' : 'contribution.restored',
    consultationId,
    subjectType: 'Contribution',
    subjectId: id,
  })
}

/**
 * Takes a contribution out of every public read, in the transaction of the decision that says so. For moderators.
 * @throws NotFoundError, NotAllowedError, ConflictError when it is hidden already
 */
export const hideContribution = (tx: WriteContext, id: string): Promise<void> => setHidden(tx, id, true)

/**
 * Gives a hidden contribution back to the public, in the transaction of the decision that says so. For moderators.
 * @throws NotFoundError, NotAllowedError, ConflictError when it is not hidden
 */
export const restoreContribution = (tx: WriteContext, id: string): Promise<void> => setHidden(tx, id, false)
