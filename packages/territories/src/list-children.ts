import { rawSql } from '@cahier/db'
import { keysetPages, type Page, type PageArgs, type ValidationError } from '@cahier/kernel'
import type { TerritoriesReadContext } from './context'
import { TERRITORY_ORDER } from './list'
import { selectTerritories, type Territory } from './territory'

/**
 * The same page of the territories right under each of these, by official code, in the order of the parents asked: one statement for all of
 * them. A page that cannot be, as by a cursor of another parent's list, is an error at its place.
 */
export const listChildTerritories = (
  ctx: TerritoriesReadContext,
  parentIds: readonly string[],
  page: PageArgs = {},
): Promise<(Page<Territory> | ValidationError)[]> => {
  const children = selectTerritories(ctx).where(rawSql<boolean>`"territory"."parentId" = "parent"."id"`)
  const parents = { ids: parentIds, of: ({ parentId }: Territory) => parentId ?? '' }
  return keysetPages(ctx.sql, parents, children, page, {
    list: (parentId) => `territories:${JSON.stringify({ parentId })}`,
    order: TERRITORY_ORDER,
    column: (name) => rawSql.ref(`territory.${name}`),
  })
}
