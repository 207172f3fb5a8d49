import { type ModerationAction, rawSql } from '@cahier/db'
import { hasRole, keysetPage, type OrderKey, type Page, type PageArgs, participantIn } from '@cahier/kernel'
import { type ContentRef, checkRef } from './content'
import type { ModerationReadContext } from './context'
import { type ModerationDecision, selectDecisions } from './decision'

export interface ModerationDecisionFilter {
  consultationId: string
  /** Decisions on this very content. */
  subject?: ContentRef | null | undefined
  /** Left out: all of them. */
  action?: ModerationAction[] | null | undefined
}

const ORDER: readonly OrderKey<ModerationDecision>[] = [
  { column: 'decidedAt', direction: 'desc', type: 'timestamptz' },
  { column: 'id', direction: 'desc', type: 'uuid' },
]

const filtered = (ctx: ModerationReadContext, { consultationId, subject, action }: ModerationDecisionFilter) => {
  if (subject) checkRef(ctx, subject)
  let decisions = selectDecisions(ctx).where('consultationId', '=', consultationId)
  // Said apart from what the viewer may see at all, so that an author's own come by their index; equal to null, there are none.
  if (!hasRole(ctx.viewer, consultationId, 'MODERATOR')) {
    decisions = decisions.where('authorId', '=', participantIn(ctx.viewer, consultationId) ?? null)
  }
  if (subject) {
    const { subjectType, subjectId } = subject
    decisions = decisions.where('subjectType', '=', subjectType).where('subjectId', '=', subjectId)
  }
  if (action)
    decisions = decisions.where('action', '=', rawSql<ModerationAction>`ANY(${action}::text[]::"ModerationAction"[])`)
  return decisions
}

/** How many decisions the filter keeps, of those that the viewer may see. */
export const countDecisions = async (ctx: ModerationReadContext, filter: ModerationDecisionFilter): Promise<number> => {
  const count = filtered(ctx, filter).clearSelect().select(rawSql<number>`count(*)::int`.as('count'))
  return (await count.executeTakeFirstOrThrow()).count
}

/**
 * A page of decisions, the last one first: all of the consultation for its moderators, those on what they wrote for the others.
 * @throws ValidationError for a page or a content that cannot be
 */
export const listDecisions = async (
  ctx: ModerationReadContext,
  filter: ModerationDecisionFilter,
  page: PageArgs = {},
): Promise<Page<ModerationDecision>> => {
  const { consultationId, subject, action } = filter
  return keysetPage(filtered(ctx, filter), page, {
    list: `decisions:${JSON.stringify([consultationId, subject?.subjectType, subject?.subjectId, action])}`,
    order: ORDER,
    countAll: () => countDecisions(ctx, filter),
  })
}
