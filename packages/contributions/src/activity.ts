import { type ActorKind, rawSql } from '@cahier/db'
import { inSeenConsultation, isId } from '@cahier/kernel'
import type { ContributionsReadContext } from './context'

/** How much was contributed under one theme by one kind of actor in one week. */
export interface ContributionActivity {
  themeId: string
  /** OTHER also counts what has no author. */
  actorKind: ActorKind
  /** The week's Monday, in UTC: `2020-08-31`. */
  week: string
  /** Published, visible contributions, never 0. */
  count: number
}

/**
 * What was contributed to a consultation, by theme, kind of actor and week, read from the figures that writes keep: one statement, whatever
 * the contributions. `themeId` keeps that theme alone.
 */
export const listContributionActivity = async (
  { sql, viewer }: ContributionsReadContext,
  { consultationId, themeId }: { consultationId: string; themeId?: string | null | undefined },
): Promise<ContributionActivity[]> => {
  if (!isId(consultationId) || (themeId && !isId(themeId))) return []
  const all = sql
    .selectFrom('contributionActivity')
    .select(['themeId', 'actorKind', 'week', 'count'])
    .where('consultationId', '=', consultationId)
    .where('count', '>', 0)
    .where(inSeenConsultation(viewer, 'contributionActivity.consultationId'))
    .orderBy('themeId')
    .orderBy('actorKind')
    .orderBy('week')
  return (themeId ? all.where('themeId', '=', themeId) : all).execute()
}

/**
 * Published, visible contributions under each theme and whatever is under it, for the themes in the order asked. One statement, from the
 * themes' own counters.
 */
export const countPublishedByTheme = async (
  { sql, viewer }: ContributionsReadContext,
  themeIds: readonly string[],
): Promise<number[]> => {
  const { rows } = await rawSql<{ id: string; count: number }>`WITH RECURSIVE tree AS (
    SELECT "id" AS "root", "id" FROM "theme" WHERE "id" = ANY(${themeIds.filter(isId)}::uuid[])
      AND ${inSeenConsultation(viewer, 'theme.consultationId')}
    UNION SELECT tree."root", t."id" FROM tree JOIN "theme" t ON t."parentId" = tree."id")
    SELECT tree."root" AS "id", sum(t."contributionCount")::int AS "count"
    FROM tree JOIN "theme" t ON t."id" = tree."id" GROUP BY 1`.execute(sql)
  const counts = new Map(rows.map(({ id, count }) => [id, count]))
  return themeIds.map((id) => counts.get(id) ?? 0)
}
