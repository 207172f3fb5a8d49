import { randomBytes } from 'node:crypto'
import type pg from 'pg'
import { createDb, type Database } from '../client'
import { runOnServer, siblingUrl, template } from './template'

export interface TestDatabase extends Database {
  /** The texts of the statements that `work` sent, transactions' own words (BEGIN, COMMIT) left out. */
  statementsOf(work: () => Promise<unknown>): Promise<string[]>
}

const isTransactionWord = (text: string): boolean => /^(BEGIN|COMMIT|ROLLBACK|SET TRANSACTION)/i.test(text)

const listen = (pool: pg.Pool, heard: (text: string) => void): void => {
  const known = new WeakSet<object>()
  pool.on('acquire', (client) => {
    if (known.has(client)) return
    known.add(client)
    const query = client.query.bind(client) as (...args: unknown[]) => unknown
    const listened = (...args: unknown[]) => {
      const [first] = args
      heard(typeof first === 'string' ? first : String((first as { text?: string }).text))
      return query(...args)
    }
    client.query = listened as typeof client.query
  })
}

const openOn = async (url: string | undefined): Promise<Database> => {
  if (!url) return createDb(undefined, { dump: await template.file() })
  const name = `cahier_test_${randomBytes(8).toString('hex')}`
  await runOnServer(url, `CREATE DATABASE "${name}" TEMPLATE "${await template.name()}"`)
  const database = await createDb(siblingUrl(url, name), { poolSize: 20 })
  const close = async (): Promise<void> => {
    await database.close()
    await runOnServer(url, `DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`)
  }
  return { ...database, close }
}

/**
 * A database of the caller's own, migrated and empty: cloned on the server of `url` (`DATABASE_URL` unless told), or embedded and
 * in memory when that is empty.
 * `close` removes it.
 */
export const openTestDb = async (url = process.env.DATABASE_URL): Promise<TestDatabase> => {
  const database = await openOn(url)
  let statements: string[] | undefined
  listen(database.pool, (text) => {
    if (!isTransactionWord(text)) statements?.push(text)
  })
  const statementsOf = async (work: () => Promise<unknown>): Promise<string[]> => {
    const heard: string[] = []
    statements = heard
    await work().finally(() => {
      statements = undefined
    })
    return heard
  }
  return { ...database, statementsOf }
}

/** Whether many clients can really race: only on PostgreSQL; the embedded database has one connection. */
export const canRace = Boolean(process.env.DATABASE_URL)
