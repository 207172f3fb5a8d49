import pg from 'pg'

const TIMESTAMPTZ = 1184
const DATE = 1082
const INT8 = 20
const NUMERIC = 1700

// Sessions run in UTC, so PostgreSQL writes `2020-06-26 10:00:00.123+00`: RFC 3339 is two characters away, with no Date made.
// Milliseconds are always written, so that the same instant is the same text wherever it was read.
const toRfc3339 = (text: string): string => {
  const time = text.slice(11, text.lastIndexOf('+'))
  return `${text.slice(0, 10)}T${time.length === 8 ? `${time}.000` : time.slice(0, 12).padEnd(12, '0')}Z`
}

const parsers = new Map<number, (text: string) => unknown>([
  [TIMESTAMPTZ, toRfc3339],
  [DATE, (text) => text],
  [INT8, Number],
  [NUMERIC, Number],
])

/** How the pool reads PostgreSQL: instants as RFC 3339 strings in UTC, days as `YYYY-MM-DD`, counts as numbers. */
export const valueTypes: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) =>
    (format !== 'binary' && parsers.get(Number(oid))) || pg.types.getTypeParser(oid, format as 'text'),
}

/**
 * How a session runs. One plan for each prepared statement: planning anew for each value took longer than most statements, and what is read by key
 * or by page has one good plan.
 */
export const sessionSettings = { timezone: 'UTC', plan_cache_mode: 'force_generic_plan' } as const

/** How many connections at most, and after how many milliseconds a statement is given up (0: never). */
export interface PoolOptions {
  size?: number | undefined
  statementTimeout?: number | undefined
}

/** A pool on a real PostgreSQL: ten connections unless told, no statement given up. */
export const openPool = (url: string, { size = 10, statementTimeout = 0 }: PoolOptions = {}): pg.Pool => {
  const settings = { ...sessionSettings, statement_timeout: statementTimeout }
  const pool = new pg.Pool({
    connectionString: url,
    max: size,
    options: Object.entries(settings)
      .map(([name, value]) => `-c ${name}=${value}`)
      .join(' '),
    types: valueTypes,
    connectionTimeoutMillis: 10_000,
    application_name: 'cahier',
    // Clients that are shared send without waiting for earlier answers (see `openLanes`); one that is held sends a statement at a time all the same.
    pipeline: true,
  })
  // A connection that dies while idle is replaced at the next use; unheard, its error would end the process.
  pool.on('error', () => undefined)
  return pool
}
