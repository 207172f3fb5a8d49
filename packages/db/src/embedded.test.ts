import { afterAll, beforeAll, expect, test } from 'vitest'
import { rawSql } from './index'
import { aPerson, openTestDb, type TestDatabase } from './testing'

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDb('')
})
afterAll(() => database.close())

test('a query that fails spoils no other, through any door', async () => {
  const person = await aPerson(database.db)
  const fail = [
    () => database.db.person.create({ data: person }),
    () => database.db.$executeRaw`SELECT 1 / ${0}::int`,
    () => rawSql`SELECT 1 / ${0}::int`.execute(database.sql),
    () => database.pool.query('SELECT 1 / $1::int', [0]),
  ]
  for (const query of [...fail, ...fail]) {
    await expect(query()).rejects.toThrow()
    const two = rawSql<{ two: number }>`SELECT ${2}::int AS two`
    expect((await two.execute(database.sql)).rows).toEqual([{ two: 2 }])
    expect(await database.db.person.findMany({ where: { id: person.id } })).toEqual([person])
  }
})
