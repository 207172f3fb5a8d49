import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const dist = join(import.meta.dirname, '../../dist')

/** Whether the gateway is built: `npm test` builds it first, vitest alone does not. */
export const isBuilt = existsSync(join(dist, 'main.js'))

/** How a process ended, and what it said. */
export interface Ended {
  code: number | null
  stdout: string
  stderr: string
}

export interface Running {
  child: ChildProcess
  /** What it has said by now. */
  said(): string
  ended: Promise<Ended>
}

/** Runs a built entry of the gateway (`main` or `cli`) with these settings and no others. */
export const runEntry = (entry: 'main' | 'cli', words: string[], settings: Record<string, string>): Running => {
  const { PATH = '' } = process.env
  const child = spawn(process.execPath, [join(dist, `${entry}.js`), ...words], {
    env: { PATH, NODE_ENV: 'development', PORT: '0', HOST: '127.0.0.1', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let [stdout, stderr] = ['', '']
  child.stdout.on('data', (chunk) => {
    stdout += chunk
  })
  child.stderr.on('data', (chunk) => {
    stderr += chunk
  })
  const ended = new Promise<Ended>((resolve) => {
    child.on('close', (code) => resolve({ code, stdout, stderr }))
  })
  return { child, ended, said: () => stdout }
}

/** A gateway of its own process that listens, with the tokens that it printed. */
export interface Served extends Running {
  url: string
  tokens: Record<string, string>
  /** Sends the signal and waits for the end. */
  stop(signal?: NodeJS.Signals): Promise<Ended>
}

/** Starts `main` and waits until it serves. @throws Error with what it said when it ends before */
export const serve = async (settings: Record<string, string>): Promise<Served> => {
  const running = runEntry('main', [], settings)
  const ready = new Promise<string>((resolve) => {
    running.child.stdout?.on('data', () => {
      const [, url] = /Ready: (\S+)/.exec(running.said()) ?? []
      if (url) resolve(url)
    })
  })
  const first = await Promise.race([ready, running.ended])
  if (typeof first !== 'string') throw new Error(`${first.stdout}\n${first.stderr}`)
  const printed = [...running.said().matchAll(/\n {2}([A-Z_]+)\n {2}(\S+)\n/g)]
  const tokens = Object.fromEntries(printed.map(([, role = '', token = '']) => [role, token]))
  const stop = (signal: NodeJS.Signals = 'SIGTERM'): Promise<Ended> => {
    running.child.kill(signal)
    return running.ended
  }
  return { ...running, url: first, tokens, stop }
}

/** A folder of the test's own; `remove` deletes it. */
export const ownFolder = async (): Promise<{ path: string; remove(): Promise<void> }> => {
  const path = await mkdtemp(join(tmpdir(), 'cahier-process-'))
  return { path, remove: () => rm(path, { recursive: true, force: true }) }
}
