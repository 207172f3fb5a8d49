import { readFileSync } from 'node:fs'
import pg from 'pg'
import words from '../../data/words.json' with { type: 'json' }
import { stage } from '../stage.ts'

/** Persons who sign in and vote: one for each connection of the load. */
export const VOTERS = 32
const CHUNK = 5_000
const CONNECTIONS = 2

const sizesAt = (scale: number) => ({
  voters: VOTERS,
  participants: Math.round(20_000 * scale),
  contributions: Math.round(200_000 * scale),
  comments: Math.round(600_000 * scale),
  votes: Math.round(1_000_000 * scale),
  events: Math.round(2_000 * scale),
})

const sqlOf = (name: string): string => readFileSync(new URL(`../../sql/${name}.sql`, import.meta.url), 'utf8')

const insertRow = async (pool: pg.Pool, table: string, row: Record<string, unknown>): Promise<void> => {
  const columns = Object.keys(row).map((column) => pg.escapeIdentifier(column))
  const places = columns.map((_, index) => `$${index + 1}`)
  await pool.query(`INSERT INTO ${table} (${columns}) VALUES (${places})`, Object.values(row))
}

/** Runs a statement that makes the rows $1 to $2, a chunk at a time, on two connections. */
const insertChunks = async (pool: pg.Pool, text: string, rows: number, first: number): Promise<void> => {
  let next = first
  const work = async (): Promise<void> => {
    while (next < first + rows) {
      const from = next
      next += CHUNK
      await pool.query(text, [from, Math.min(next, first + rows) - 1])
    }
  }
  await Promise.all(Array.from({ length: CONNECTIONS }, work))
}

const setTriggers = (pool: pg.Pool, state: 'ENABLE' | 'DISABLE'): Promise<unknown> =>
  pool.query(
    ['contribution', 'comment', 'vote'].map((table) => `ALTER TABLE "${table}" ${state} TRIGGER USER`).join(';'),
  )

/** Fills a migrated database: about 1.8 million rows at scale 1. Counters are computed once at the end. */
export const generate = async (url: string, scale: number): Promise<void> => {
  const sizes = sizesAt(scale)
  const pool = new pg.Pool({
    connectionString: url,
    max: CONNECTIONS,
    options: '-c timezone=UTC -c synchronous_commit=off -c jit=off',
  })
  try {
    await pool.query(sqlOf('functions'))
    await insertRow(pool, 'bench.size', sizes)
    await insertRow(pool, 'bench.words', words)
    await pool.query(sqlOf('ground'))
    await setTriggers(pool, 'DISABLE')
    const tables = ['participants', 'contributions', 'comments', 'votes', 'events'] as const
    for (const table of tables) {
      await stage(`${sizes[table].toLocaleString('en')} ${table}`, () =>
        // Strata of votes are counted from 0.
        insertChunks(pool, sqlOf(table), sizes[table], table === 'votes' ? 0 : 1),
      )
    }
    await stage('versions', () => insertChunks(pool, sqlOf('versions'), sizes.contributions, 1))
    await setTriggers(pool, 'ENABLE')
    await stage('counters', () => pool.query('SELECT "recountConsultation"(bench.consultation())'))
    await pool.query(sqlOf('postgraphile'))
    await stage('vacuum', () =>
      pool.query('VACUUM (FULL, ANALYZE) "contribution"').then(() => pool.query('VACUUM ANALYZE')),
    )
  } finally {
    await pool.end()
  }
}
