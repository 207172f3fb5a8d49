import type pg from 'pg'
import { type Run, runNamed, runOnPool } from './named'

/** A lane that answered nothing for so long has a slow statement on it: others go elsewhere meanwhile. */
const STALLED_MS = 50

interface Lane {
  client: pg.PoolClient | undefined
  opening: Promise<pg.PoolClient> | undefined
  inFlight: number
  /** When it last answered, or began to be busy (ms of `performance.now`). */
  movedAt: number
}

/** Connections that reads share: what many requests ask at one moment travels together, and is answered in its order. */
export interface Lanes {
  run: Run
  /** Gives the connections back to the pool, for it to end. */
  close(): Promise<void>
}

const open = (pool: pg.Pool, lane: Lane): Promise<pg.PoolClient> => {
  lane.opening ??= pool.connect().then(
    (client) => {
      client.on('error', () => {
        if (lane.client !== client) return
        lane.client = undefined
        client.release(true)
      })
      lane.client = client
      lane.movedAt = performance.now()
      lane.opening = undefined
      return client
    },
    (error: unknown) => {
      lane.opening = undefined
      throw error
    },
  )
  return lane.opening
}

const runOn = async (pool: pg.Pool, lane: Lane, text: string, values: unknown[]): Promise<pg.QueryResult> => {
  if (lane.inFlight === 0) lane.movedAt = performance.now()
  lane.inFlight++
  try {
    return await runNamed(lane.client ?? (await open(pool, lane)), text, values)
  } finally {
    lane.inFlight--
    lane.movedAt = performance.now()
  }
}

/**
 * Lanes on `count` of the pool's connections, opened when first used, on a pool whose clients pipeline. A statement takes the least busy lane that
 * moves; where all of them wait for slow ones, a connection of its own.
 */
export const openLanes = (pool: pg.Pool, count: number): Lanes => {
  const lanes = Array.from({ length: count }, (): Lane => {
    return { client: undefined, opening: undefined, inFlight: 0, movedAt: 0 }
  })
  const apart = runOnPool(pool)
  const moving = (): Lane | undefined => {
    const now = performance.now()
    let best: Lane | undefined
    for (const lane of lanes) {
      const isStalled = lane.client !== undefined && lane.inFlight > 0 && now - lane.movedAt > STALLED_MS
      if (!isStalled && (!best || lane.inFlight < best.inFlight)) best = lane
    }
    return best
  }
  return {
    run: async (text, values) => {
      const lane = moving()
      return lane ? runOn(pool, lane, text, values) : apart(text, values)
    },
    close: async () => {
      for (const lane of lanes) {
        const client = lane.client ?? (await lane.opening?.catch(() => undefined))
        lane.client = undefined
        client?.release()
      }
    },
  }
}
