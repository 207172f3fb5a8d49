import { rawSql } from '@cahier/db'
import { keysetPages, type Page, type PageArgs, type ValidationError } from '@cahier/kernel'
import type { TerritoriesReadContext } from './context'
import { TERRITORY_ORDER } from './list'
import { selectTerritories, type Territory } from './territory'

const countChildren = async (ctx: TerritoriesReadContext, parentIds: readonly string[]): Promise<number[]> => {
  const rows = await selectTerritories(ctx)
    .clearSelect()
    .select(['parentId', rawSql<number>`count(*)::int`.as('count')])
    .where('parentId', '=', rawSql<string>`ANY(${parentIds}::uuid[])`)
    .groupBy('parentId')
    .execute()
  const counts = new Map(rows.map(({ parentId, count }) => [parentId, count]))
  return parentIds.map((id) => counts.get(id) ?? 0)
}

/**
 * The same page of the territories right under each of these, by official code, in the order of the parents asked: one statement for all of
 * them. A page that cannot be, as by a cursor of another parent's list, is an error at its place.
 */
export const listChildTerritories = (
  ctx: TerritoriesReadContext,
  parentIds: readonly string[],
  page: PageArgs = {},
): Promise<(Page<Territory> | ValidationError)[]> =>
  keysetPages(
    ctx.sql,
    {
      ids: parentIds,
      select: (ids) => rawSql`(SELECT unnest(${ids}::uuid[]) AS "id")`,
      of: (territory: Territory) => territory.parentId ?? '',
    },
    selectTerritories(ctx).where(rawSql<boolean>`"territory"."parentId" = "parent"."id"`),
    page,
    {
      list: (parentId) => `territories:${JSON.stringify({ parentId })}`,
      order: TERRITORY_ORDER,
      column: (name) => rawSql.ref(`territory.${name}`),
      countAll: (ids) => countChildren(ctx, ids),
    },
  )
