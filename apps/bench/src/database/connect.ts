import { userInfo } from 'node:os'
import pg from 'pg'
import { BenchError } from '../options.ts'

/** Where PostgreSQL is; the database that the address names is only used to create ours. */
export const serverUrl = process.env.DATABASE_URL || `postgresql://${userInfo().username}@127.0.0.1:5432/postgres`

/** The same server, another database. */
export const urlOf = (database: string): string => {
  const url = new URL(serverUrl)
  url.pathname = `/${database}`
  return url.href
}

/** Opens one connection, hands it over, closes it. @throws BenchError when nothing answers */
export const withClient = async <Result>(
  url: string,
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result> => {
  const client = new pg.Client({ connectionString: url, application_name: 'cahier-bench', options: '-c timezone=UTC' })
  try {
    await client.connect()
  } catch (error) {
    const reason = error instanceof Error ? error.message || String(error) : String(error)
    throw new BenchError(
      `A PostgreSQL 15 or later is needed: set DATABASE_URL (${new URL(url).host} does not let us in: ${reason}).`,
    )
  }
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
