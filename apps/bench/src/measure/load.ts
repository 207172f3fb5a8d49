/** The process that asks: it keeps one request in flight on each connection, and keeps how long each answer took. */
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { openConnection } from './connection.ts'
import type { LoadOrder, LoadReport } from './order.ts'
import { wireOf } from './wire.ts'

/** What was seen since it was last emptied; `good`, `failed` and `nextTurn` since the start. */
interface Seen {
  isAsking: boolean
  latencies: number[]
  bytes: number
  good: number
  failed: number
  nextTurn: number
}

const tell = (report: LoadReport): Promise<void> =>
  new Promise((resolve) => {
    if (process.send) process.send(report, () => resolve())
    else resolve()
  })

const percentile = (sorted: number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN

/** Asks on one connection, turn after turn; resolves once it was told to stop and its last answer came. */
const askOn = async (order: LoadOrder, index: number, seen: Seen): Promise<{ stopped: Promise<void> }> => {
  const { promise: stopped, resolve: stop } = Promise.withResolvers<void>()
  let turn = order.firstTurn
  let sentAt = 0
  const connection = await openConnection(order.port, ({ isGood, bytes }) => {
    seen.latencies.push(performance.now() - sentAt)
    seen.bytes += bytes
    if (isGood) seen.good++
    else seen.failed++
    askNext()
  })
  const askNext = (): void => {
    if (!seen.isAsking) {
      connection.close()
      stop()
      return
    }
    const request = wireOf(order, index, turn)
    turn++
    seen.nextTurn = Math.max(seen.nextTurn, turn)
    sentAt = performance.now()
    connection.send(request)
  }
  askNext()
  return { stopped }
}

/** Takes what was seen until now, and starts over. */
const take = (seen: Seen): Pick<Seen, 'latencies' | 'bytes'> => {
  const { latencies, bytes } = seen
  seen.latencies = []
  seen.bytes = 0
  return { latencies, bytes }
}

const run = async (order: LoadOrder): Promise<void> => {
  const seen: Seen = { isAsking: true, latencies: [], bytes: 0, good: 0, failed: 0, nextTurn: order.firstTurn }
  const connections = Array.from({ length: order.connections }, (_, index) => askOn(order, index, seen))
  await sleep(order.warmSeconds * 1000)
  take(seen)
  const from = performance.now()
  const startCpu = process.cpuUsage()
  await tell({ kind: 'measuring' })
  await sleep(order.seconds * 1000)
  const { latencies, bytes } = take(seen)
  const seconds = (performance.now() - from) / 1000
  const { user, system } = process.cpuUsage(startCpu)
  await tell({ kind: 'measured' })
  seen.isAsking = false
  for (const { stopped } of await Promise.all(connections)) await stopped
  latencies.sort((a, b) => a - b)
  const result = {
    answered: latencies.length,
    failed: seen.failed,
    seconds,
    p50: percentile(latencies, 0.5),
    p99: percentile(latencies, 0.99),
    cpu: (user + system) / 1000,
    bytesPerAnswer: bytes / latencies.length,
    goodInAll: seen.good,
    nextTurn: seen.nextTurn,
  }
  await tell({ kind: 'done', result })
  process.exit(0)
}

process.once('disconnect', () => process.exit(1))
// The parent sends one order.
const [order] = (await once(process, 'message')) as [LoadOrder]
await run(order)
