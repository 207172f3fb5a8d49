import { readFileSync } from 'node:fs'
import type pg from 'pg'

// USER_HZ, which Linux fixes at 100 for what it tells programs.
const TICK_MS = 10

/** Processor time in milliseconds. */
export interface CpuTimes {
  server: number
  /** Of each backend on the database, by process; empty where PostgreSQL is not on this machine. */
  backends: Map<number, number>
  /** Of the whole machine, whoever used it. */
  machine: number
}

const statOf = (pid: number): { name: string; ms: number } | undefined => {
  try {
    const [, name = '', rest = ''] = /\((.*)\) (.*)$/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? []
    const fields = rest.split(' ')
    return { name, ms: (Number(fields[11]) + Number(fields[12])) * TICK_MS }
  } catch {
    return undefined
  }
}

/** What all processors did but wait, since the start of the machine. */
const machineTime = (): number => {
  const [, ...fields] = readFileSync('/proc/stat', 'utf8').split('\n', 1)[0]?.trim().split(/\s+/) ?? []
  const [user = 0, nice = 0, system = 0, , , irq = 0, softIrq = 0] = fields.map(Number)
  return (user + nice + system + irq + softIrq) * TICK_MS
}

/** Reads the processor times of the server, of the backends of the client's database, and of the machine. */
export const readCpu = async (serverPid: number, client: pg.Client): Promise<CpuTimes> => {
  const { rows } = await client.query<{ pid: number }>(
    `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()`,
  )
  const times = rows.flatMap(({ pid }): [number, number][] => {
    const stat = statOf(pid)
    return stat?.name.startsWith('postgres') ? [[pid, stat.ms]] : []
  })
  return { server: statOf(serverPid)?.ms ?? Number.NaN, backends: new Map(times), machine: machineTime() }
}

/** What each used between two readings, in milliseconds; `postgres` is NaN where it is not on this machine. */
export const usedBetween = (
  before: CpuTimes,
  after: CpuTimes,
): { server: number; postgres: number; machine: number } => {
  const postgres = [...after.backends].map(([pid, ms]) => ms - (before.backends.get(pid) ?? 0))
  return {
    server: after.server - before.server,
    postgres: postgres.length > 0 ? postgres.reduce((sum, ms) => sum + ms, 0) : Number.NaN,
    machine: after.machine - before.machine,
  }
}
