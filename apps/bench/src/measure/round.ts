import { fork } from 'node:child_process'
import { availableParallelism } from 'node:os'
import type pg from 'pg'
import { BenchError, type QueryName, type StackName } from '../options.ts'
import { type CpuTimes, readCpu, usedBetween } from './cpu.ts'
import type { LoadOrder, LoadReport, LoadResult } from './order.ts'

const GRACE_MS = 20_000
const LOAD = new URL('load.ts', import.meta.url).pathname

/** One stack asked one query for some seconds. */
export interface Round {
  stack: StackName
  query: QueryName
  round: number
  requestsPerSecond: number
  /** Milliseconds. */
  p50: number
  p99: number
  /** Processor milliseconds per request; null where PostgreSQL runs on another machine. */
  serverCpu: number
  postgresCpu: number | null
  /** Share of the machine's processors that went to neither server, PostgreSQL's backends nor load. */
  othersShare: number
  bytesPerAnswer: number
}

/** Runs the load process to its end, and calls back when measuring begins and ends. @throws BenchError when it does not end */
const runLoad = (order: LoadOrder, onMark: () => Promise<void>): Promise<LoadResult> =>
  new Promise((resolve, reject) => {
    const child = fork(LOAD)
    const timer = setTimeout(() => child.kill('SIGKILL'), (order.warmSeconds + order.seconds) * 1000 + GRACE_MS)
    const marks: Promise<void>[] = []
    let result: LoadResult | undefined
    child.on('message', (report: LoadReport) => {
      if (report.kind === 'done') result = report.result
      else marks.push(onMark())
    })
    child.on('exit', () => {
      clearTimeout(timer)
      const failure = new BenchError(`The load on ${order.stack}, ${order.query} did not end: an answer never came.`)
      Promise.all(marks).then(() => (result ? resolve(result) : reject(failure)), reject)
    })
    child.send(order)
  })

/** Measures one round. @throws BenchError when an answer was an error, or none came */
export const measureRound = async (
  order: LoadOrder,
  { pid, client, round }: { pid: number; client: pg.Client; round: number },
): Promise<{ measured: Round; load: LoadResult }> => {
  const marks: CpuTimes[] = []
  const load = await runLoad(order, async () => {
    marks.push(await readCpu(pid, client))
  })
  const { stack, query } = order
  const [before, after] = marks
  if (load.failed > 0 || !before || !after)
    throw new BenchError(`${stack}, ${query}: ${load.failed} answers were errors.`)
  const used = usedBetween(before, after)
  const measured = {
    stack,
    query,
    round,
    requestsPerSecond: load.answered / load.seconds,
    p50: load.p50,
    p99: load.p99,
    serverCpu: used.server / load.answered,
    postgresCpu: Number.isNaN(used.postgres) ? null : used.postgres / load.answered,
    othersShare:
      (used.machine - used.server - (used.postgres || 0) - load.cpu) / (load.seconds * 1000 * availableParallelism()),
    bytesPerAnswer: load.bytesPerAnswer,
  }
  return { measured, load }
}
