import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Database, migrate } from '@cahier/db'
import { aConsultation, openTestDb } from '@cahier/db/testing'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { readEnvironment } from './environment'

const dump = vi.hoisted(() => ({ file: '' }))
vi.mock('@cahier/seed', () => ({
  get seedDump() {
    return dump.file
  },
  seedEgn: () => expect.fail('Seeded row by row'),
}))
const { openDatabase, prepareDatabase } = await import('./open')

let home: string

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'cahier-open-'))
  dump.file = join(home, 'dump.tar.gz')
  const database = await openTestDb('')
  await aConsultation(database.db, { slug: 'from-the-dump' })
  const tar = await database.dump?.()
  if (tar) await writeFile(dump.file, Buffer.from(await tar.arrayBuffer()))
  await database.close()
})
afterAll(() => rm(home, { recursive: true }))

const settings = (folder: string, more: NodeJS.ProcessEnv = {}) =>
  readEnvironment({ NODE_ENV: 'test', DATA_FOLDER: join(home, folder), ...more })

const slugsOf = async (database: Database): Promise<string[]> => {
  const rows = await database.sql.selectFrom('consultation').select('slug').orderBy('slug').execute()
  await database.close()
  return rows.map(({ slug }) => slug)
}

test('a new embedded database starts from the dump, with nothing to migrate nor to seed', async () => {
  expect(await slugsOf(await prepareDatabase(settings('new')))).toEqual(['from-the-dump'])
})

test('a database that is there already is left as it is', async () => {
  const database = await prepareDatabase(settings('kept'))
  await aConsultation(database.db, { slug: 'written-here' })
  await database.close()
  expect(await slugsOf(await prepareDatabase(settings('kept')))).toEqual(['from-the-dump', 'written-here'])
})

test('with SEED=none a new database is empty', async () => {
  const database = await openDatabase(settings('empty', { SEED: 'none' }))
  await migrate(database)
  expect(await slugsOf(database)).toEqual([])
})
