import { rawSql, type TerritoryKind } from '@cahier/db'
import { isId } from '@cahier/kernel'
import type { TerritoriesReadContext } from './context'

/** A figure of one territory. */
export interface TerritoryCount {
  /** Null in what is rolled up: counted nowhere, or in a territory wider than the kind asked for. */
  territoryId: string | null
  count: number
}

/** The column that names a territory's ancestor, or itself, of a kind. */
const columnOf: Record<TerritoryKind, string> = {
  ACADEMIC_REGION: 'territory.regionId',
  ACADEMY: 'territory.academyId',
  DEPARTMENT: 'territory.id',
}

/**
 * Adds counts given by territory up to the territories of a kind, the largest first; the sum stays the same. One statement. What is published
 * of protected figures passes the disclosure rules after it, not here.
 */
export const rollUp = async (
  ctx: TerritoriesReadContext,
  counts: readonly TerritoryCount[],
  kind: TerritoryKind,
): Promise<TerritoryCount[]> => {
  const ids = counts.map(({ territoryId }) => (territoryId && isId(territoryId) ? territoryId : null))
  const figures = counts.map(({ count }) => count)
  const column = rawSql.ref(columnOf[kind])
  const { rows } =
    await rawSql<TerritoryCount>`SELECT "wider"."id" AS "territoryId", sum("given"."count")::int AS "count"
    FROM unnest(${ids}::uuid[], ${figures}::int[]) AS "given"("territoryId", "count")
    LEFT JOIN "territory" ON "territory"."id" = "given"."territoryId"
    LEFT JOIN "territory" AS "wider" ON "wider"."id" = ${column} AND "wider"."kind" = ${kind}::"TerritoryKind"
    GROUP BY 1 ORDER BY 2 DESC, 1`.execute(ctx.sql)
  return rows
}
