import { access } from 'node:fs/promises'
import { createDb, type Database, migrate } from '@cahier/db'
import { databaseOutbox, system, type WriteContext } from '@cahier/kernel'
import { seedDump, seedEgn } from '@cahier/seed'
import type { Environment } from './environment'
import { stage } from './stages'

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )

/** The platform's own context: for imports, seeds and commands. */
export const systemContext = ({ db, sql }: Database): WriteContext => ({
  db,
  sql,
  viewer: system,
  clock: () => new Date(),
  outbox: databaseOutbox,
})

/**
 * Opens the database of the settings; a new embedded one starts from the seed's dump, where there is one. A command leaves `statementTimeout` out:
 * it may take its time.
 */
export const openDatabase = async (
  { DATABASE_URL, DATA_FOLDER, DATABASE_POOL_SIZE: poolSize, SEED }: Environment,
  statementTimeout = 0,
): Promise<Database> => {
  if (DATABASE_URL) return createDb(DATABASE_URL, { poolSize, statementTimeout })
  const isNew = !(await exists(`${DATA_FOLDER}/PG_VERSION`))
  const startsFromDump = isNew && SEED !== 'none' && (await exists(seedDump))
  return createDb(undefined, { folder: DATA_FOLDER, ...(startsFromDump && { dump: seedDump }) })
}

/** Seeds the reference consultation where there is no consultation at all; production is seeded when it is asked for by name. */
const seedWhereEmpty = async (database: Database, { SEED, NODE_ENV }: Environment): Promise<void> => {
  if ((SEED ?? (NODE_ENV === 'production' ? 'none' : 'egn')) === 'none') return
  const any = await database.sql.selectFrom('consultation').select('id').limit(1).executeTakeFirst()
  if (!any) await seedEgn(systemContext(database))
}

/** Opens, migrates, seeds: a stage per line. */
export const prepareDatabase = async (environment: Environment): Promise<Database> => {
  const database = await stage(environment.DATABASE_URL ? 'database (PostgreSQL)' : 'database (embedded)', () =>
    openDatabase(environment, environment.STATEMENT_SECONDS * 1000),
  )
  await stage('migrate', () => migrate(database))
  await stage('seed', () => seedWhereEmpty(database, environment))
  return database
}
