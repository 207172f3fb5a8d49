import { rawSql, type TerritoryKind } from '@cahier/db'
import { found, isId } from '@cahier/kernel'
import type { TerritoriesReadContext } from './context'
import { selectTerritories, type Territory } from './territory'

const CODE = /^[0-9A-Z]{2,3}$/

/** The territories of these ids, in the order asked; null for what does not exist. One statement. */
export const getTerritories = async (
  ctx: TerritoriesReadContext,
  ids: readonly string[],
): Promise<(Territory | null)[]> => {
  const rows = await selectTerritories(ctx)
    .where('id', '=', rawSql<string>`ANY(${ids.filter(isId)}::uuid[])`)
    .execute()
  const byId = new Map(rows.map((territory) => [territory.id, territory]))
  return ids.map((id) => byId.get(id) ?? null)
}

/** The territory that has this official code among those of its kind, or null. */
export const getTerritoryByCode = async (
  ctx: TerritoriesReadContext,
  kind: TerritoryKind,
  code: string,
): Promise<Territory | null> => {
  if (!CODE.test(code)) return null
  const row = await selectTerritories(ctx).where('kind', '=', kind).where('code', '=', code).executeTakeFirst()
  return row ?? null
}

/** The ids of a territory and of all that is under it. @throws NotFoundError */
export const listTerritoryIdsUnder = async (ctx: TerritoriesReadContext, id: string): Promise<string[]> => {
  const rows = isId(id)
    ? await ctx.sql
        .selectFrom('territory')
        .select('id')
        .where((where) => where.or([where('id', '=', id), where('academyId', '=', id), where('regionId', '=', id)]))
        .execute()
    : []
  found(rows[0], 'Territory', id)
  return rows.map((row) => row.id)
}
