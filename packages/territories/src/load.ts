import { inTransaction, rawSql } from '@cahier/db'
import { newId, requireAdministrator, takeTurn } from '@cahier/kernel'
import type { TerritoriesContext } from './context'
import { territoryReference } from './reference'
import { selectTerritories, type Territory } from './territory'

type IdOf = (kind: Territory['kind'], code: string) => string

const knownIds = async (tx: TerritoriesContext): Promise<IdOf> => {
  const rows = await selectTerritories(tx).execute()
  const ids = new Map(rows.map(({ kind, code, id }) => [`${kind} ${code}`, id]))
  return (kind, code) => {
    const key = `${kind} ${code}`
    const id = ids.get(key) ?? newId()
    ids.set(key, id)
    return id
  }
}

/** The reference as rows, the widest first. */
const toRows = (idOf: IdOf): Territory[] => {
  const region = (code: string): string => idOf('ACADEMIC_REGION', code)
  const regions = territoryReference.regions.map(({ code, name }): Territory => {
    const id = region(code)
    return { id, kind: 'ACADEMIC_REGION', code, name, parentId: null, academyId: null, regionId: id, zone: null }
  })
  const academies = territoryReference.academies.map(({ code, name, regionCode, zone }): Territory => {
    const [id, regionId] = [idOf('ACADEMY', code), region(regionCode)]
    return { id, kind: 'ACADEMY', code, name, parentId: regionId, academyId: id, regionId, zone }
  })
  const departments = territoryReference.academies.flatMap((academy) => {
    const [academyId, regionId] = [idOf('ACADEMY', academy.code), region(academy.regionCode)]
    const above = { parentId: academyId, academyId, regionId, zone: null }
    return academy.departments.map(
      ({ code, name }): Territory => ({ id: idOf('DEPARTMENT', code), kind: 'DEPARTMENT', code, name, ...above }),
    )
  })
  return [...regions, ...academies, ...departments]
}

/** The régions académiques of the rows that were not yet as the reference has them. */
const writeRows = async (tx: TerritoriesContext, rows: Territory[]): Promise<Set<string>> => {
  const changed = await tx.sql
    .insertInto('territory')
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .columns(['kind', 'code'])
        .doUpdateSet(({ ref }) => ({
          name: ref('excluded.name'),
          parentId: ref('excluded.parentId'),
          academyId: ref('excluded.academyId'),
          regionId: ref('excluded.regionId'),
          zone: ref('excluded.zone'),
        }))
        .where(
          rawSql<boolean>`("territory"."name", "territory"."parentId", "territory"."academyId", "territory"."regionId", "territory"."zone")
            IS DISTINCT FROM (excluded."name", excluded."parentId", excluded."academyId", excluded."regionId", excluded."zone")`,
        ),
    )
    .returning('regionId')
    .execute()
  return new Set(changed.map(({ regionId }) => regionId))
}

/**
 * Inserts or refreshes the territories of 2020, for the platform and its administrators; one fact for each région académique where something
 * changed. Returns how many territories the reference has. Idempotent.
 * @throws NotAuthenticatedError, NotAllowedError
 */
export const loadTerritories = async (ctx: TerritoriesContext): Promise<number> => {
  requireAdministrator(ctx.viewer)
  return inTransaction(ctx, async (tx) => {
    // One load at a time: two first loads would give one territory two ids.
    await takeTurn(tx, 'territories')
    const rows = toRows(await knownIds(tx))
    for (const subjectId of await writeRows(tx, rows)) {
      const fact = { type: 'territory.loaded', consultationId: null, subjectType: 'Territory', subjectId }
      await tx.outbox.record(tx, fact)
    }
    return rows.length
  })
}
