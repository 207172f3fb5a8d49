import { createHash, randomUUID } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type pg from 'pg'
import { MigrationDriftError } from './errors'

/** The folder of this version's migrations, in Prisma's format: `prisma migrate deploy` reads it too. */
export const migrationsFolder = fileURLToPath(new URL('../prisma/migrations', import.meta.url))

// Any constant will do: it names the lock that makes two starting processes migrate in turn.
const LOCK = 7_203_120_526

// The table of Prisma's own engine, so that either may continue what the other began.
const HISTORY = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id varchar(36) PRIMARY KEY, checksum varchar(64) NOT NULL, finished_at timestamptz, migration_name varchar(255) NOT NULL,
  logs text, rolled_back_at timestamptz, started_at timestamptz NOT NULL DEFAULT now(), applied_steps_count integer NOT NULL DEFAULT 0)`

interface Migration {
  name: string
  text: string
  checksum: string
}

const readMigrations = async (folder: string): Promise<Migration[]> => {
  const entries = await readdir(folder, { withFileTypes: true })
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
  return Promise.all(
    names.sort().map(async (name) => {
      const text = await readFile(join(folder, name, 'migration.sql'), 'utf8')
      return { name, text, checksum: createHash('sha256').update(text).digest('hex') }
    }),
  )
}

/** What is still to apply. @throws MigrationDriftError when history and files disagree. */
const pendingMigrations = async (client: pg.PoolClient, shipped: Migration[]): Promise<Migration[]> => {
  const { rows } = await client.query<{ name: string; checksum: string; done: boolean }>(
    `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS done
     FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY migration_name`,
  )
  for (const { name, checksum, done } of rows) {
    const file = shipped.find((migration) => migration.name === name)
    if (!file) throw new MigrationDriftError(name, 'unknown')
    if (!done) throw new MigrationDriftError(name, 'unfinished')
    if (file.checksum !== checksum) throw new MigrationDriftError(name, 'changed')
  }
  return shipped.filter(({ name }) => !rows.some((row) => row.name === name))
}

const apply = async (client: pg.PoolClient, { name, text, checksum }: Migration): Promise<void> => {
  await client.query('BEGIN')
  try {
    await client.query(text)
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name, applied_steps_count)
       VALUES ($1, $2, now(), $3, 1)`,
      [randomUUID(), checksum, name],
    )
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK')
    throw error
  }
}

/**
 * Brings the database to this version's schema, each migration in its own transaction, one process at a time; a second call does
 * nothing. Returns the names that it applied.
 * @throws MigrationDriftError when what was applied is not what this version ships
 */
export const migrate = async ({ pool }: { pool: pg.Pool }, folder = migrationsFolder): Promise<string[]> => {
  const shipped = await readMigrations(folder)
  const client = await pool.connect()
  try {
    // An index of a large table, and another process's turn, may take longer than a request.
    await client.query('SET statement_timeout TO 0')
    await client.query('SELECT pg_advisory_lock($1)', [LOCK])
    await client.query(HISTORY)
    const pending = await pendingMigrations(client, shipped)
    for (const migration of pending) await apply(client, migration)
    return pending.map(({ name }) => name)
  } finally {
    await client
      .query('SELECT pg_advisory_unlock($1)', [LOCK])
      .then(() => client.query('RESET statement_timeout'))
      .finally(() => client.release())
  }
}
