import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createDb, type Database, migrate, migrationsFolder, rawSql } from './index'
import { canRace, openTestDb, type TestDatabase } from './testing'

const answer = async ({ sql }: Pick<Database, 'sql'>, n: number): Promise<number> => {
  const { rows } = await rawSql<{ n: number }>`SELECT ${n}::int AS n`.execute(sql)
  return rows[0]?.n ?? -1
}

describe.runIf(canRace)('reads that share connections', () => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await openTestDb()
  })
  afterAll(() => database.close())

  test('a thousand at once get each its own answer, on few connections', async () => {
    const asked = Array.from({ length: 1_000 }, (_, n) => n)
    expect(await Promise.all(asked.map((n) => answer(database, n)))).toEqual(asked)
    const { rows } = await rawSql<{ count: number }>`SELECT count(*)::int AS count FROM pg_stat_activity
      WHERE datname = current_database() AND application_name = 'cahier'`.execute(database.sql)
    expect(rows[0]?.count).toBeLessThanOrEqual(8)
  })

  test('one that fails spoils none of those around it', async () => {
    const asked = Array.from({ length: 60 }, (_, n) =>
      n % 3 === 0
        ? rawSql`SELECT 1 / ${0}::int`.execute(database.sql).then(
            () => 'done',
            () => 'refused',
          )
        : answer(database, n),
    )
    expect(await Promise.all(asked)).toEqual(asked.map((_, n) => (n % 3 === 0 ? 'refused' : n)))
  })

  test('slow ones do not keep the others waiting', async () => {
    const slow = Array.from({ length: 5 }, () => rawSql`SELECT pg_sleep(2)::text`.execute(database.sql))
    await new Promise((resolve) => setTimeout(resolve, 100))
    const from = performance.now()
    await Promise.all(Array.from({ length: 50 }, (_, n) => answer(database, n)))
    expect(performance.now() - from).toBeLessThan(1_500)
    await Promise.all(slow)
  })

  test('a connection that dies is replaced', async () => {
    const { rows } = await rawSql<{ pid: number }>`SELECT pg_backend_pid() AS pid`.execute(database.sql)
    await database.pool.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid])
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(await Promise.all(Array.from({ length: 50 }, (_, n) => answer(database, n)))).toHaveLength(50)
  })
})

test.runIf(canRace)('a statement that works too long is given up, a migration is not', async () => {
  const own = await openTestDb()
  const { rows } = await own.pool.query<{ name: string }>('SELECT current_database() AS name')
  const url = Object.assign(new URL(process.env.DATABASE_URL ?? ''), { pathname: `/${rows[0]?.name}` }).href
  const bounded = await createDb(url, { statementTimeout: 300 })
  await expect(rawSql`SELECT pg_sleep(5)::text`.execute(bounded.sql)).rejects.toThrow(/statement timeout/)
  expect(await answer(bounded, 7)).toBe(7)
  const folder = await mkdtemp(join(tmpdir(), 'cahier-slow-'))
  await cp(migrationsFolder, folder, { recursive: true })
  await mkdir(join(folder, '29990101000000_slow'))
  await writeFile(join(folder, '29990101000000_slow', 'migration.sql'), 'SELECT pg_sleep(1);')
  expect(await migrate(bounded, folder)).toEqual(['29990101000000_slow'])
  await expect(bounded.pool.query('SELECT pg_sleep(5)')).rejects.toThrow(/statement timeout/)
  await bounded.close()
  await own.close()
  await rm(folder, { recursive: true })
})

test('a transaction of Kysely’s own is refused: its statements would not share a connection', async () => {
  const database = await openTestDb()
  await expect(database.sql.transaction().execute((tx) => answer({ sql: tx as never }, 1))).rejects.toThrow(
    /transaction/,
  )
  await database.close()
})
