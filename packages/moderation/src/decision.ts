import { type ModerationAction, type ModerationGround, rawSql } from '@cahier/db'
import { isId } from '@cahier/kernel'
import type { SelectQueryBuilder } from 'kysely'
import type { ContentRef } from './content'
import type { ModerationReadContext, ModerationTables } from './context'
import { isModeratedBy, isViewers } from './sight'

/** What a moderator did, with the statement of reasons: written once. */
export interface ModerationDecision extends ContentRef {
  id: string
  consultationId: string
  action: ModerationAction
  ground: ModerationGround
  reasons: string
  decidedAt: string
}

type DecisionReader = Omit<ModerationReadContext, 'subjects'>

/** The decisions that the viewer may see: where they moderate, and those on what they wrote. */
export const selectDecisions = ({
  sql,
  viewer,
}: DecisionReader): SelectQueryBuilder<ModerationTables, 'moderationDecision', ModerationDecision> =>
  sql
    .selectFrom('moderationDecision')
    .select(['id', 'consultationId', 'subjectType', 'subjectId', 'action', 'ground', 'reasons', 'decidedAt'])
    .where(
      rawSql<boolean>`(${isModeratedBy(viewer, 'moderationDecision.consultationId')}
        OR ${isViewers(viewer, 'moderationDecision.authorId')})`,
    )

/** The decisions of these ids, in the order asked; null for what does not exist or may not be seen. One statement. */
export const getDecisions = async (
  ctx: DecisionReader,
  ids: readonly string[],
): Promise<(ModerationDecision | null)[]> => {
  const rows = await selectDecisions(ctx)
    .where('id', '=', rawSql<string>`ANY(${ids.filter(isId)}::uuid[])`)
    .execute()
  const byId = new Map(rows.map((decision) => [decision.id, decision]))
  return ids.map((id) => byId.get(id) ?? null)
}

/** The last decision on each content, in the order asked; null without any that the viewer may see. One statement. */
export const getLatestDecisions = async (
  ctx: DecisionReader,
  refs: readonly ContentRef[],
): Promise<(ModerationDecision | null)[]> => {
  const rows = await selectDecisions(ctx)
    .distinctOn(['subjectType', 'subjectId'])
    .where('subjectType', '=', rawSql<string>`ANY(${refs.map(({ subjectType }) => subjectType)}::text[])`)
    .where('subjectId', '=', rawSql<string>`ANY(${refs.map(({ subjectId }) => subjectId)}::uuid[])`)
    .orderBy('subjectType')
    .orderBy('subjectId')
    .orderBy('decidedAt', 'desc')
    .orderBy('id', 'desc')
    .execute()
  const bySubject = new Map(rows.map((decision) => [`${decision.subjectType}:${decision.subjectId}`, decision]))
  return refs.map(({ subjectType, subjectId }) => bySubject.get(`${subjectType}:${subjectId}`) ?? null)
}
