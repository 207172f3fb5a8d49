import type { TestDatabase } from '@cahier/db/testing'

const TABLES = `SELECT "table_name" AS "name" FROM information_schema.tables
  WHERE "table_schema" = 'public' AND "table_type" = 'BASE TABLE' ORDER BY 1`

const digestOf = (table: string): string =>
  `SELECT '${table}' AS "table", count(*)::int AS "count", md5(coalesce(string_agg(md5(r::text), '' ORDER BY md5(r::text)), '')) AS "digest"
    FROM "${table}" r`

/** What a table holds: how many rows, and a digest of them all. */
export type Rows = Record<string, { count: number; digest: string }>

/** Reads every table of the database: what was refused leaves them all as they were, rows and counts. */
export const readRows = async ({ pool }: Pick<TestDatabase, 'pool'>): Promise<Rows> => {
  const { rows: tables } = await pool.query<{ name: string }>(TABLES)
  const { rows } = await pool.query(tables.map(({ name }) => digestOf(name)).join(' UNION ALL '))
  return Object.fromEntries(rows.map(({ table, count, digest }) => [table, { count, digest }]))
}
