import { mkdir, readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { unaccent } from '@electric-sql/pglite/contrib/unaccent'
import { createPgConfig } from '@electric-sql/pglite/node-postgres'
import pg from 'pg'
import { lock } from 'proper-lockfile'
import { DataFolderInUseError } from './errors'
import { sessionSettings, valueTypes } from './pool'

export interface EmbeddedDatabase {
  pool: pg.Pool
  /** The whole database as a compressed tar, for `dump` of another. */
  dump(): Promise<Blob>
  close(): Promise<void>
}

/** PGlite takes no lock of its own: two processes on one folder would tear it. */
const lockFolder = async (folder: string): Promise<() => Promise<void>> => {
  await mkdir(folder, { recursive: true })
  return lock(folder, { lockfilePath: `${folder}.lock`, stale: 10_000, update: 2_000 }).catch(() => {
    throw new DataFolderInUseError(folder)
  })
}

/** pg ends the connection of a query that failed: the next query, on the same one here, would read the answers of another. */
const keepConnection = (pool: pg.Pool): pg.Pool => {
  const query = async (...args: Parameters<pg.PoolClient['query']>) => {
    const client = await pool.connect()
    try {
      return await client.query(...args)
    } finally {
      client.release()
    }
  }
  // pg's type also covers cursors and callbacks, which nothing here passes.
  pool.query = query as unknown as typeof pool.query
  return pool
}

const poolOn = (lite: PGlite): pg.Pool => {
  const config = createPgConfig(lite)
  const parse = config.connection.parse.bind(config.connection)
  // pg hands its value parsers where PGlite 0.5 expects a list of parameter types.
  config.connection.parse = (query: Parameters<typeof parse>[0]) => parse({ ...query, types: undefined })
  // One connection object serves every client: with two, transactions would bleed into each other.
  return keepConnection(new pg.Pool({ ...config, max: 1, types: valueTypes } as pg.PoolConfig))
}

/**
 * Opens the embedded PostgreSQL in a folder, or in memory without one; a new one starts from `dump` when it is given.
 * @throws DataFolderInUseError when another process has the folder open
 */
export const openEmbedded = async (options: { folder?: string; dump?: string | Blob }): Promise<EmbeddedDatabase> => {
  const folder = options.folder && resolve(options.folder)
  const unlock = folder ? await lockFolder(folder) : async () => undefined
  const loadDataDir = typeof options.dump === 'string' ? new Blob([await readFile(options.dump)]) : options.dump
  const lite = await PGlite.create({
    ...(folder && { dataDir: folder }),
    ...(loadDataDir && { loadDataDir }),
    extensions: { unaccent },
  }).catch(async (error: unknown) => {
    await unlock()
    throw error
  })
  for (const [name, value] of Object.entries(sessionSettings)) await lite.exec(`SET ${name} TO '${value}'`)
  const pool = poolOn(lite)
  const close = async (): Promise<void> => {
    await pool.end()
    await lite.close()
    await unlock()
  }
  return { pool, dump: () => lite.dumpDataDir('gzip'), close }
}
