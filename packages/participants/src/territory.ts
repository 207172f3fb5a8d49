import { rawSql } from '@cahier/db'
import { refuse } from '@cahier/kernel'
import type { ParticipantsReadContext } from './context'

/** @throws ValidationError when a territory is named and there is none */
export const requireTerritory = async (
  { sql }: ParticipantsReadContext,
  territoryId: string | null | undefined,
): Promise<void> => {
  if (!territoryId) return
  const territory = sql.selectFrom('territory').select('id').where('id', '=', territoryId)
  if (!(await territory.executeTakeFirst())) refuse('territoryId', 'unknown')
}

/**
 * The territory that everybody is shown for each of these, in the order asked: the académie of a département, since what is public is never
 * counted below the académie. One statement.
 */
export const listShownTerritoryIds = async (
  { sql }: ParticipantsReadContext,
  territoryIds: readonly string[],
): Promise<string[]> => {
  const rows = await sql
    .selectFrom('territory')
    .select(['id', 'academyId'])
    .where('id', '=', rawSql<string>`ANY(${territoryIds}::uuid[])`)
    .execute()
  const shown = new Map(rows.map(({ id, academyId }) => [id, academyId ?? id]))
  return territoryIds.map((id) => shown.get(id) ?? id)
}
