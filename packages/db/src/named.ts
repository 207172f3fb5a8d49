import type { PostgresPool, PostgresPoolClient } from 'kysely'
import type pg from 'pg'
import { OutsideTransactionError } from './errors'

// Arities vary little, since lists travel as arrays; past the bound a statement is simply not named.
const MAX_NAMES = 500
const names = new Map<string, string>()

const nameOf = (text: string): string | undefined => {
  const known = names.get(text)
  if (known) return known
  if (names.size >= MAX_NAMES) return undefined
  const name = `cahier_${names.size}`
  names.set(text, name)
  return name
}

/** Runs a statement prepared once per connection, under a name stable for its text. */
export const runNamed = (client: pg.PoolClient, text: string, values: unknown[]): Promise<pg.QueryResult> => {
  const name = nameOf(text)
  return client.query(name === undefined ? { text, values } : { name, text, values })
}

/** How one statement is run, outside of any transaction. */
export type Run = (text: string, values: unknown[]) => Promise<pg.QueryResult>

/** On a connection of the pool that is free, or on the next one to be. */
export const runOnPool =
  (pool: pg.Pool): Run =>
  async (text, values) => {
    const client = await pool.connect()
    return runNamed(client, text, values).finally(() => client.release())
  }

/**
 * What Kysely takes for a pool: each statement finds its own connection, so a transaction of Kysely's own would not hold together and is refused
 * (see `inTransaction`).
 */
export const kyselyPool = (run: Run): PostgresPool => {
  const query = (text: string, values: unknown[]): Promise<pg.QueryResult> => {
    if (/^(begin|start) /.test(`${text} `)) throw new OutsideTransactionError()
    return run(text, values)
  }
  // Kysely's type also covers cursors, which nothing here opens.
  const client = { query, release: () => undefined } as unknown as PostgresPoolClient
  return { connect: async () => client, end: async () => undefined }
}
