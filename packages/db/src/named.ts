import type { PostgresPool, PostgresPoolClient } from 'kysely'
import type pg from 'pg'

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

const runNamed = (client: pg.PoolClient | pg.Pool, text: string, values: unknown[]): Promise<pg.QueryResult> => {
  const name = nameOf(text)
  return client.query(name === undefined ? { text, values } : { name, text, values })
}

/** A pool for Kysely whose statements are prepared once per connection, under a name stable for their text. */
export const namedStatements = (pool: pg.Pool): PostgresPool => ({
  connect: async () => {
    const client = await pool.connect()
    // Kysely's type also covers cursors, which nothing here opens.
    const query = (text: string, values: unknown[]) => runNamed(client, text, values)
    return { query, release: () => client.release() } as unknown as PostgresPoolClient
  },
  end: () => pool.end(),
})

/** Runs one statement of a hot path on the pool, prepared under its stable name. */
export const runStatement = async <Row>(pool: pg.Pool, text: string, values: unknown[]): Promise<Row[]> =>
  (await runNamed(pool, text, values)).rows as Row[]
