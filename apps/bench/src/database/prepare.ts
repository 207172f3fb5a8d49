import pg from 'pg'
import type { Options } from '../options.ts'
import { stage } from '../stage.ts'
import { serverUrl, urlOf, withClient } from './connect.ts'
import { fingerprintOf } from './fingerprint.ts'
import { generate } from './generate.ts'

const PREFIX = 'cahier_bench_'
const completeMark = (scale: number): string => `cahier bench, scale ${scale}, complete`

interface Kept {
  name: string
  mark: string | null
}

const listKept = async (client: pg.Client): Promise<Kept[]> => {
  const { rows } = await client.query<Kept>(
    `SELECT datname AS name, shobj_description(oid, 'pg_database') AS mark FROM pg_database WHERE datname ~ $1`,
    [`^${PREFIX}[0-9a-f]{8}$`],
  )
  return rows
}

const drop = (client: pg.Client, name: string): Promise<unknown> =>
  client.query(`DROP DATABASE IF EXISTS ${pg.escapeIdentifier(name)}`)

/** Drops every database that this program made; gives their names. */
export const dropDatabases = (): Promise<string[]> =>
  withClient(serverUrl, async (client) => {
    const kept = await listKept(client)
    for (const { name } of kept) await drop(client, name)
    return kept.map(({ name }) => name)
  })

/** The project's own runner of migrations, by its package's public entry: this app is no part of the workspace. */
const migrate = async (url: string): Promise<void> => {
  const pool = new pg.Pool({ connectionString: url, max: 1 })
  const entry = new URL('../../../../packages/db/dist/index.js', import.meta.url).href
  // An entry found by its address has no types here.
  const db = (await import(entry)) as { migrate(database: { pool: pg.Pool }): Promise<string[]> }
  await db.migrate({ pool }).finally(() => pool.end())
}

/** The database of this schema, generator and scale: kept from an earlier run, or made now. Gives its address. */
export const prepareDatabase = async ({ scale }: Options): Promise<string> => {
  const name = `${PREFIX}${fingerprintOf(scale)}`
  const url = urlOf(name)
  const isKept = await withClient(serverUrl, async (client) => {
    const kept = await listKept(client)
    if (kept.some((database) => database.name === name && database.mark === completeMark(scale))) return true
    for (const stale of kept) {
      if (stale.name === name || stale.mark === completeMark(scale)) await drop(client, stale.name)
    }
    await client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`)
    return false
  })
  if (isKept) return url
  process.stdout.write(`Making ${name} (kept for the next runs; --drop drops it)\n`)
  await stage('migrations', () => migrate(url))
  await generate(url, scale)
  await withClient(serverUrl, (client) =>
    client.query(`COMMENT ON DATABASE ${pg.escapeIdentifier(name)} IS '${completeMark(scale)}'`),
  )
  return url
}
