import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  afterTransaction,
  createDb,
  DataFolderInUseError,
  inTransaction,
  isCheckViolation,
  isLostRace,
  isUniqueViolation,
  MigrationDriftError,
  migrate,
  migrationsFolder,
  OutsideTransactionError,
  rawSql,
} from './index'
import { aConsultation, aTheme, openTestDb, type TestDatabase } from './testing'

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDb()
})
afterAll(() => database.close())

test('a transaction sees its own writes through both doors and rolls both back', async () => {
  const before = await database.sql.selectFrom('consultation').select('id').execute()
  const rolled = inTransaction(database, async (tx) => {
    const { id } = await aConsultation(tx.db as typeof database.db)
    const [seen] = await tx.sql.selectFrom('consultation').select(['id', 'createdAt']).where('id', '=', id).execute()
    expect(seen?.id).toBe(id)
    expect(seen?.createdAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
    throw new Error('undo')
  })
  await expect(rolled).rejects.toThrow('undo')
  expect(await database.sql.selectFrom('consultation').select('id').execute()).toEqual(before)
})

test('a transaction inside a transaction is the same one', async () => {
  await inTransaction(database, (outer) =>
    inTransaction(outer, async (inner) => {
      expect(inner.db).toBe(outer.db)
    }),
  )
})

test('what is to follow a transaction waits for its end, committed or not; outside of any it is done at once', async () => {
  const done: string[] = []
  await inTransaction(database, async (tx) => {
    await inTransaction(tx, async (inner) => afterTransaction(inner, () => done.push('committed')))
    expect(done).toEqual([])
  })
  const undone = inTransaction(database, async (tx) => {
    afterTransaction(tx, () => done.push('rolled back'))
    throw new Error('undo')
  })
  await expect(undone).rejects.toThrow('undo')
  afterTransaction(database, () => done.push('outside'))
  expect(done).toEqual(['committed', 'rolled back', 'outside'])
})

test('a query outside the running transaction is refused at once', async () => {
  const asked = inTransaction(database, () => database.sql.selectFrom('theme').selectAll().execute())
  await expect(asked).rejects.toThrow(OutsideTransactionError)
})

test('sixty parallel transactions, a third rolled back, leave what was committed', async () => {
  const consultation = await aConsultation(database.db)
  const results = await Promise.allSettled(
    Array.from({ length: 60 }, (_, n) =>
      inTransaction(database, async (tx) => {
        await aTheme(tx.db as typeof database.db, consultation.id, { position: n })
        if (n % 3 === 0) throw new Error('undo')
      }),
    ),
  )
  expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(20)
  expect(await database.db.theme.count({ where: { consultationId: consultation.id } })).toBe(40)
})

test('a unique violation is told by its code on both databases', async () => {
  const { slug } = await aConsultation(database.db)
  const again = await aConsultation(database.db, { slug }).catch((error: unknown) => error)
  expect(isUniqueViolation(again)).toBe(true)
})

test('a violation is told by its code through every door, and a lost race of flat SQL is tried again', async () => {
  const { id } = await aConsultation(database.db)
  const endsAt = new Date(0)
  const refused = (work: Promise<unknown>) => work.then(() => undefined).catch((error: unknown) => error)
  const check = (sql: typeof database.sql) =>
    sql.updateTable('phase').set({ endsAt: endsAt.toISOString() }).where('consultationId', '=', id).execute()
  const through = [
    database.db.phase.updateMany({ where: { consultationId: id }, data: { endsAt } }),
    check(database.sql),
    inTransaction(database, (tx) => check(tx.sql)),
  ]
  for (const error of await Promise.all(through.map(refused))) expect(isCheckViolation(error)).toBe(true)
  let attempts = 0
  const lost = await refused(
    inTransaction(database, (tx) => {
      attempts += 1
      return rawSql`DO $$ BEGIN RAISE EXCEPTION 'lost' USING ERRCODE = '40P01'; END $$`.execute(tx.sql)
    }),
  )
  expect([isLostRace(lost), attempts]).toEqual([true, 3])
})

test('instants read outside and inside a transaction are the same text', async () => {
  const { id } = await aConsultation(database.db, { createdAt: new Date('2020-06-26T10:00:00.100Z') })
  const read = (sql: typeof database.sql) =>
    sql.selectFrom('consultation').select('createdAt').where('id', '=', id).executeTakeFirst()
  expect(await read(database.sql)).toEqual({ createdAt: '2020-06-26T10:00:00.100Z' })
  await inTransaction(database, async (tx) =>
    expect(await read(tx.sql)).toEqual({ createdAt: '2020-06-26T10:00:00.100Z' }),
  )
})

test('migrating twice does nothing, and a changed migration is named', async () => {
  expect(await migrate(database)).toEqual([])
  const folder = await mkdtemp(join(tmpdir(), 'cahier-migrations-'))
  await cp(migrationsFolder, folder, { recursive: true })
  await writeFile(join(folder, '20261124000000_init', 'migration.sql'), '-- another text')
  await expect(migrate(database, folder)).rejects.toThrow(MigrationDriftError)
  await rm(folder, { recursive: true })
})

test('every column that Prisma writes is in the migrated tables', async () => {
  const models = Object.values(database.db).filter(
    (value) => typeof value === 'object' && value && 'findFirst' in value,
  )
  expect(models.length).toBeGreaterThan(20)
  for (const model of models) await (model as { findFirst(): Promise<unknown> }).findFirst()
})

test('the embedded data folder survives a close and refuses a second process', async () => {
  const folder = join(await mkdtemp(join(tmpdir(), 'cahier-data-')), 'base')
  const first = await createDb(undefined, { folder })
  await migrate(first)
  const { slug } = await aConsultation(first.db)
  await expect(createDb(undefined, { folder })).rejects.toThrow(DataFolderInUseError)
  await first.close()
  const second = await createDb(undefined, { folder })
  expect(await second.db.consultation.findUnique({ where: { slug } })).not.toBeNull()
  await second.close()
  await rm(folder, { recursive: true })
})
