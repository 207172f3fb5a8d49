import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { BenchError, type StackName } from '../options.ts'
import { stacks } from './index.ts'

export const POOL_SIZE = 10
const START_MS = 60_000
const STOP_MS = 5_000

/** A server that runs in a process of its own. */
export interface Running {
  name: StackName
  port: number
  pid: number
  stop(): Promise<void>
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => (typeof address === 'object' && address ? resolve(address.port) : reject(address)))
    })
  })

const answersAt = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    socket.once('connect', () => socket.destroy())
  })

const stopOf = (child: ChildProcess) => async (): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return
  const closed = once(child, 'exit')
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS)
  await closed
  clearTimeout(timer)
}

const untilItAnswers = async (name: StackName, child: ChildProcess, port: number, said: string[]): Promise<void> => {
  for (const until = Date.now() + START_MS; Date.now() < until; await sleep(100)) {
    if (child.exitCode !== null) throw new BenchError(`${name} ended while it started:\n${said.join('')}`)
    if (await answersAt(port)) return
  }
  throw new BenchError(`${name} does not answer after ${START_MS / 1000} s:\n${said.join('')}`)
}

/** Starts a stack on a port of its own and waits until it answers. @throws BenchError with what it said when it does not */
export const launch = async (name: StackName, databaseUrl: string): Promise<Running> => {
  const { module, environment } = stacks[name].server
  const port = await freePort()
  const child = fork(module, {
    silent: true,
    // As operations.md advises for the gateway; the others get the same.
    execArgv: [...process.execArgv, '--max-semi-space-size=64'],
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'production',
      GRAPHILE_ENV: 'production',
      DATABASE_URL: databaseUrl,
      DATABASE_POOL_SIZE: String(POOL_SIZE),
      PORT: String(port),
      ...environment?.(port),
    },
  })
  const said: string[] = []
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk) => said.length < 100 && said.push(`${chunk}`))
  const stop = stopOf(child)
  await untilItAnswers(name, child, port, said).catch((error: unknown) => stop().then(() => Promise.reject(error)))
  return { name, port, pid: child.pid ?? 0, stop }
}
