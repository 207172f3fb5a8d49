import { AsyncLocalStorage } from 'node:async_hooks'
import type pg from 'pg'
import type { Db } from './client'
import { isLostRace, OutsideTransactionError } from './errors'
import type { Run } from './named'

const running = new AsyncLocalStorage<true>()
// What each transaction that runs is to be followed by, by its client.
const inside = new WeakMap<object, (() => void)[]>()
const ATTEMPTS = 3

/** Refuses what would be run outside of the transaction that is running. */
export const refusedInside =
  (run: Run): Run =>
  async (text, values) => {
    if (running.getStore()) throw new OutsideTransactionError()
    return run(text, values)
  }

/** Refuses what would be asked of the pool from inside a transaction: on one connection it would wait for ever. */
export const guardPool = (pool: pg.Pool): void => {
  const connect = pool.connect.bind(pool)
  const guarded = (callback?: never) => {
    if (running.getStore()) throw new OutsideTransactionError()
    return callback ? connect(callback) : connect()
  }
  // The overloads of the original, with and without a callback, are one function here.
  pool.connect = guarded as typeof pool.connect
}

/** Does this once the transaction of the context has ended, committed or not; at once outside of any. */
export const afterTransaction = ({ db }: { db: object }, act: () => void): void => {
  const acts = inside.get(db)
  if (acts) acts.push(act)
  else act()
}

/**
 * Runs `work` in one transaction, on a context whose `db` and `sql` are bound to it; inside a transaction already, in that one.
 * Tries again, twice at most, when the database names it the loser of a race (40001, 40P01): `work` has no other effect.
 */
export const inTransaction = async <Context extends { db: object; sql: object }, Result>(
  ctx: Context,
  work: (tx: Context) => Promise<Result>,
): Promise<Result> => {
  if (inside.has(ctx.db)) return work(ctx)
  // A context is narrowed to the tables that its package touches; what stands behind is always the whole client.
  const db = ctx.db as unknown as Db
  for (let attempt = 1; ; attempt++) {
    const acts: (() => void)[] = []
    try {
      return await db.$transaction(
        (tx) => {
          inside.set(tx, acts)
          return running.run(true, () => work({ ...ctx, db: tx, sql: tx.$kysely }))
        },
        { timeout: 30_000, maxWait: 30_000 },
      )
    } catch (error) {
      if (attempt === ATTEMPTS || !isLostRace(error)) throw error
    } finally {
      for (const act of acts) act()
    }
  }
}
