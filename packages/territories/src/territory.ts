import type { TerritoryKind } from '@cahier/db'
import type { SelectQueryBuilder } from 'kysely'
import type { TerritoriesReadContext, TerritoriesTables } from './context'

/** A région académique, an académie or a département, as it stood in 2020. */
export interface Territory {
  id: string
  kind: TerritoryKind
  /** Official, unique in its kind: a région and a département may share one. */
  code: string
  name: string
  /** The territory right above; null for a région académique. */
  parentId: string | null
  /** Its académie, itself for an académie; null for a région académique. */
  academyId: string | null
  /** Its région académique, itself for one. */
  regionId: string
  /** School holidays zone (A, B, C) of an académie; null for other kinds, Corse and overseas. */
  zone: string | null
}

/** All territories, for a caller to filter and order. */
export const selectTerritories = ({
  sql,
}: Pick<TerritoriesReadContext, 'sql'>): SelectQueryBuilder<TerritoriesTables, 'territory', Territory> =>
  sql.selectFrom('territory').select(['id', 'kind', 'code', 'name', 'parentId', 'academyId', 'regionId', 'zone'])
