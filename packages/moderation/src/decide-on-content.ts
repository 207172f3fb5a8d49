import { inTransaction, type ModerationAction } from '@cahier/db'
import {
  ConflictError,
  found,
  NotAllowedError,
  newId,
  requirePerson,
  requireRole,
  validate,
  type WriteContext,
} from '@cahier/kernel'
import { holdContent, isOwn, type ModeratedContent, requireSubject } from './content'
import type { ModerationContext } from './context'
import { getDecisions, type ModerationDecision } from './decision'
import { type NewDecision, newDecision } from './rules'

const NOTICES: Record<ModerationAction, string> = {
  HIDE: 'content.hidden',
  RESTORE: 'content.restored',
  KEEP: 'content.kept',
}

const requireState = ({ isHidden }: ModeratedContent, action: ModerationAction): void => {
  if (action === (isHidden ? 'HIDE' : 'RESTORE')) {
    throw new ConflictError('STATE', { state: isHidden ? 'HIDDEN' : 'VISIBLE' })
  }
}

/** Writes the decision and points the open flags to it. @throws ConflictError STATE for a KEEP that answers no flag */
const writeDecision = async (
  tx: ModerationContext,
  { isHidden: _, ...content }: ModeratedContent,
  decision: Pick<NewDecision, 'action' | 'ground' | 'reasons'>,
): Promise<string> => {
  const id = newId()
  const decidedBy = requirePerson(tx.viewer).personId
  // The hour is taken once the content is held: a transaction that waited must not be dated before the one that it waited for.
  const data = { id, ...content, ...decision, decidedBy, decidedAt: tx.clock() }
  await tx.db.moderationDecision.create({ data, select: { id: true } })
  const { subjectType, subjectId } = content
  const answered = await tx.db.flag.updateMany({
    where: { subjectType, subjectId, decisionId: null },
    data: { decisionId: id },
  })
  if (decision.action === 'KEEP' && answered.count === 0) throw new ConflictError('STATE', { openFlags: 0 })
  return id
}

/** Hides or restores the content, tells its author, and tells of it. */
const carryOut = async (
  tx: ModerationContext,
  { authorId, consultationId, subjectType, subjectId }: ModeratedContent,
  { id: decisionId, action, ground, reasons }: ModerationDecision,
): Promise<void> => {
  // The app handed both functions over with the whole client behind this narrowed context.
  const whole = tx as unknown as WriteContext
  const subject = requireSubject(tx, subjectType)
  if (action === 'HIDE') await subject.hide(whole, subjectId)
  if (action === 'RESTORE') await subject.restore(whole, subjectId)
  const told = { subjectType, subjectId, action, ground }
  if (authorId) {
    const payload = { ...told, decisionId, reasons }
    await tx.notify(whole, { participantId: authorId, type: NOTICES[action], payload })
  }
  await tx.outbox.record(tx, {
    type: 'decision.taken',
    consultationId,
    subjectType: 'ModerationDecision',
    subjectId: decisionId,
    payload: told,
  })
}

/** A decision, and where it leaves the content. */
export interface DecisionOutcome {
  decision: ModerationDecision
  isHidden: boolean
}

/**
 * Decides on a content, for moderators who did not write it: its open flags are answered, its author is told the reasons.
 * @throws ValidationError, NotAuthenticatedError, NotFoundError, NotAllowedError ROLE_REQUIRED or OWN_CONTENT, ConflictError STATE
 * when it is already hidden or visible, or for a KEEP that no open flag asks for
 */
export const decideOnContent = async (ctx: ModerationContext, input: NewDecision): Promise<DecisionOutcome> => {
  const { subjectType, subjectId, ...decision } = validate(newDecision, input)
  requirePerson(ctx.viewer)
  return inTransaction(ctx, async (tx) => {
    const content = await holdContent(tx, { subjectType, subjectId })
    requireRole(tx.viewer, content.consultationId, 'MODERATOR')
    if (isOwn(tx.viewer, content)) throw new NotAllowedError('OWN_CONTENT')
    requireState(content, decision.action)
    const id = await writeDecision(tx, content, decision)
    const [written] = await getDecisions(tx, [id])
    const made = found(written, 'ModerationDecision', id)
    await carryOut(tx, content, made)
    const isHidden = made.action === 'KEEP' ? content.isHidden : made.action === 'HIDE'
    return { decision: made, isHidden }
  })
}
