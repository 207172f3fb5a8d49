import type pg from 'pg'
import { migrate } from './migrate'

const BATCH = 1_000

interface Table {
  name: string
  /** Its columns, those that the database generates left out. */
  columns: string[]
}

/** The database to copy to already holds something. */
export class TargetNotEmptyError extends Error {
  override readonly name = 'TargetNotEmptyError'
  constructor(readonly table: string) {
    super(`The target database already has rows (table ${table}): give an empty one.`)
  }
}

const quoted = (name: string): string => `"${name}"`
const list = (names: readonly string[]): string => names.map(quoted).join(', ')

const tablesOf = async (client: pg.PoolClient): Promise<Table[]> => {
  const { rows } = await client.query<Table>(
    `SELECT table_name AS name, array_agg(column_name::text ORDER BY ordinal_position) AS columns
     FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
     WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND is_generated = 'NEVER' AND table_name <> '_prisma_migrations'
     GROUP BY table_name ORDER BY table_name`,
  )
  return rows
}

const requireEmpty = async (client: pg.PoolClient, tables: readonly Table[]): Promise<void> => {
  for (const { name } of tables) {
    const { rowCount } = await client.query(`SELECT FROM ${quoted(name)} LIMIT 1`)
    if (rowCount) throw new TargetNotEmptyError(name)
  }
}

/** Lets rows come in any order and counters alone until the end of the transaction, which checks every foreign key. */
const loosen = async (client: pg.PoolClient, tables: readonly Table[], isLoose: boolean): Promise<void> => {
  const { rows } = await client.query<{ table: string; name: string }>(
    `SELECT conrelid::regclass::text AS table, conname AS name FROM pg_constraint
     WHERE contype = 'f' AND connamespace = 'public'::regnamespace`,
  )
  if (!isLoose) await client.query('SET CONSTRAINTS ALL IMMEDIATE')
  for (const { table, name } of rows) {
    const words = isLoose ? 'DEFERRABLE INITIALLY DEFERRED' : 'NOT DEFERRABLE'
    await client.query(`ALTER TABLE ${table} ALTER CONSTRAINT ${quoted(name)} ${words}`)
  }
  for (const { name } of tables)
    await client.query(`ALTER TABLE ${quoted(name)} ${isLoose ? 'DISABLE' : 'ENABLE'} TRIGGER USER`)
}

const copyTable = async (from: pg.PoolClient, to: pg.PoolClient, { name, columns }: Table): Promise<number> => {
  await from.query(
    `DECLARE rows NO SCROLL CURSOR FOR SELECT to_jsonb(t)::text AS row FROM (SELECT ${list(columns)} FROM ${quoted(name)}) t`,
  )
  let copied = 0
  for (;;) {
    const { rows } = await from.query<{ row: string }>(`FETCH ${BATCH} FROM rows`)
    if (rows.length === 0) break
    const batch = `[${rows.map(({ row }) => row).join(',')}]`
    await to.query(
      `INSERT INTO ${quoted(name)} (${list(columns)})
       SELECT ${list(columns)} FROM jsonb_populate_recordset(NULL::${quoted(name)}, $1::jsonb)`,
      [batch],
    )
    copied += rows.length
  }
  await from.query('CLOSE rows')
  return copied
}

/** Sequences go on where the copied rows stop. */
const moveSequences = (client: pg.PoolClient): Promise<unknown> =>
  client.query(
    `SELECT setval('"outboxEvent_position_seq"', greatest((SELECT max("position") FROM "outboxEvent"), 1)),
            setval('"registration_arrival_seq"', greatest((SELECT max("arrival") FROM "registration"), 1))`,
  )

/**
 * Copies a whole database into an empty one, migrated first, in one transaction on each side: all of it or nothing. Tells of each table.
 * Returns the rows copied, by table.
 * @throws TargetNotEmptyError
 */
export const copyDatabase = async (
  source: { pool: pg.Pool },
  target: { pool: pg.Pool },
  onTable: (table: string, rows: number) => void = () => undefined,
): Promise<Record<string, number>> => {
  await migrate(target)
  const [from, to] = [await source.pool.connect(), await target.pool.connect()]
  try {
    await from.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
    await to.query('BEGIN')
    const tables = await tablesOf(to)
    await requireEmpty(to, tables)
    await loosen(to, tables, true)
    const copied: Record<string, number> = {}
    for (const table of tables) {
      copied[table.name] = await copyTable(from, to, table)
      onTable(table.name, copied[table.name] ?? 0)
    }
    await moveSequences(to)
    await loosen(to, tables, false)
    await to.query('COMMIT')
    return copied
  } finally {
    await Promise.all([from.query('ROLLBACK'), to.query('ROLLBACK')])
    from.release()
    to.release()
  }
}
