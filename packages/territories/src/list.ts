import { rawSql, type TerritoryKind } from '@cahier/db'
import { keysetPage, type OrderKey, type Page, type PageArgs } from '@cahier/kernel'
import type { TerritoriesReadContext } from './context'
import { selectTerritories, type Territory } from './territory'

/** Which territories to keep: those that meet all that is said. */
export interface TerritoryFilter {
  kind?: TerritoryKind | null | undefined
  /** Right under this one. */
  parentId?: string | null | undefined
  /** In this région académique, itself included. */
  regionId?: string | null | undefined
}

/** By official code: digits and capitals, that every collation orders alike. */
export const TERRITORY_ORDER: readonly OrderKey<Territory>[] = [
  { column: 'code', direction: 'asc', type: 'text' },
  { column: 'id', direction: 'asc', type: 'uuid' },
]

const filtered = (ctx: TerritoriesReadContext, { kind, parentId, regionId }: TerritoryFilter) =>
  selectTerritories(ctx)
    .$if(Boolean(kind), (query) => query.where('kind', '=', kind ?? null))
    .$if(Boolean(parentId), (query) => query.where('parentId', '=', parentId ?? null))
    .$if(Boolean(regionId), (query) => query.where('regionId', '=', regionId ?? null))

/** How many territories the filter keeps. */
export const countTerritories = async (ctx: TerritoriesReadContext, filter: TerritoryFilter = {}): Promise<number> => {
  const count = filtered(ctx, filter).clearSelect().select(rawSql<number>`count(*)::int`.as('count'))
  return (await count.executeTakeFirstOrThrow()).count
}

/** A page of territories, by official code. @throws ValidationError for a page that cannot be */
export const listTerritories = (
  ctx: TerritoriesReadContext,
  filter: TerritoryFilter = {},
  page: PageArgs = {},
): Promise<Page<Territory>> =>
  keysetPage(filtered(ctx, filter), page, {
    list: `territories:${JSON.stringify([filter.kind, filter.parentId, filter.regionId])}`,
    order: TERRITORY_ORDER,
    countAll: () => countTerritories(ctx, filter),
  })
