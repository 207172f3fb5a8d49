import { PrismaPg } from '@prisma/adapter-pg'
import { Kysely, PostgresAdapter, PostgresDialect, PostgresIntrospector, PostgresQueryCompiler } from 'kysely'
import type pg from 'pg'
import kyselyExtension from 'prisma-extension-kysely'
import { type EmbeddedDatabase, openEmbedded } from './embedded'
import { DatabaseUnreachableError } from './errors'
import { PrismaClient } from './generated/prisma/client'
import type { DB as Tables } from './generated/tables'
import { openLanes } from './lanes'
import { kyselyPool, runOnPool } from './named'
import { openPool } from './pool'
import { SameValues } from './same-values'
import { guardPool, refusedInside } from './transaction'

export type { Tables }

/** Reads: flat SQL, typed from the same schema. */
export type Sql = Kysely<Tables>

const extendPrisma = (pool: pg.Pool) =>
  new PrismaClient({ adapter: new PrismaPg(pool) }).$extends(
    kyselyExtension({
      kysely: (driver) =>
        new Kysely<Tables>({
          dialect: {
            createDriver: () => driver,
            createAdapter: () => new PostgresAdapter(),
            createIntrospector: (db) => new PostgresIntrospector(db),
            createQueryCompiler: () => new PostgresQueryCompiler(),
          },
          plugins: [new SameValues()],
        }),
    }),
  )

/** Writes: the Prisma client of the whole schema. */
export type Db = ReturnType<typeof extendPrisma>

export interface Database {
  db: Db
  sql: Sql
  pool: pg.Pool
  kind: 'embedded' | 'postgresql'
  /** Ends every connection; what was answered as written is on disk. */
  close(): Promise<void>
  /** The embedded database as a compressed tar; undefined on PostgreSQL, which has pg_dump. */
  dump?: EmbeddedDatabase['dump']
}

export interface DatabaseOptions {
  /** Folder of the embedded database; in memory when left out. */
  folder?: string
  /** What a new embedded database starts from: a file, or the dump itself. */
  dump?: string | Blob
  /** Connections to PostgreSQL, 10 unless told. */
  poolSize?: number
  /** Milliseconds after which PostgreSQL gives a statement up; never unless told. */
  statementTimeout?: number
}

/** How many of a pool's connections reads share: one in four, none of a pool that small. */
const lanesOf = ({ options: { max = 10 } }: pg.Pool): number => Math.floor(max / 4)

/**
 * Opens the database: PostgreSQL at `url`, or the embedded one without it. Applies no migration: see `migrate`.
 * @throws DatabaseUnreachableError, DataFolderInUseError
 */
export const createDb = async (url?: string, options: DatabaseOptions = {}): Promise<Database> => {
  const embedded = url ? undefined : await openEmbedded(options)
  const pool =
    embedded?.pool ?? openPool(url ?? '', { size: options.poolSize, statementTimeout: options.statementTimeout })
  await pool.query('SELECT 1').catch(async (cause: unknown) => {
    await pool.end()
    throw new DatabaseUnreachableError(cause)
  })
  guardPool(pool)
  const db = extendPrisma(pool)
  const lanes = embedded ? undefined : openLanes(pool, lanesOf(pool))
  const run = refusedInside(lanes?.run ?? runOnPool(pool))
  const sql = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: kyselyPool(run) }) })
  const close = async (): Promise<void> => {
    await db.$disconnect()
    await lanes?.close()
    await (embedded ? embedded.close() : pool.end())
  }
  return { db, sql, pool, kind: embedded ? 'embedded' : 'postgresql', close, ...(embedded && { dump: embedded.dump }) }
}
