import { mkdirSync, writeFileSync } from 'node:fs'
import { availableParallelism, cpus } from 'node:os'
import { withClient } from './database/connect.ts'
import { dropDatabases, prepareDatabase } from './database/prepare.ts'
import { ratiosOf, reportOf } from './measure/report.ts'
import type { Round } from './measure/round.ts'
import { type Bench, measureQuery, verifyQuery } from './measure/rounds.ts'
import { clearVotes, verifyCounters } from './measure/votes.ts'
import { BenchError, type Options, readOptions, type StackName } from './options.ts'
import { readCases } from './queries/cases.ts'
import { launch, POOL_SIZE, type Running } from './stacks/launch.ts'
import { stage } from './stage.ts'

const RESULTS = new URL('../results/', import.meta.url)
const running: Running[] = []

const startStacks = async (names: StackName[], url: string): Promise<void> => {
  for (const name of names) await stage(`start ${name}`, async () => void running.push(await launch(name, url)))
}

const keepResults = (options: Options, postgres: string, rounds: Round[]): string => {
  const date = new Date().toISOString()
  const machine = { node: process.versions.node, postgres, processors: availableParallelism(), model: cpus()[0]?.model }
  const ratios = options.queries.flatMap((query) => ratiosOf(rounds, query))
  mkdirSync(RESULTS, { recursive: true })
  const file = new URL(`${date.replace(/[:.]/g, '-')}.json`, RESULTS)
  writeFileSync(file, `${JSON.stringify({ date, machine, poolSize: POOL_SIZE, options, ratios, rounds }, null, 2)}\n`)
  return file.pathname
}

const measureAll = async (bench: Bench): Promise<Round[]> => {
  const rounds: Round[] = []
  for (const query of bench.options.queries) await stage(`${query}: same content`, () => verifyQuery(bench, query))
  for (const query of bench.options.queries) {
    await stage(
      `${query}: ${bench.options.rounds} rounds`,
      async () => void rounds.push(...(await measureQuery(bench, query))),
    )
  }
  return rounds
}

const run = async (options: Options): Promise<void> => {
  if (options.drop) {
    process.stdout.write(`Dropped: ${(await dropDatabases()).join(', ') || 'nothing'}\n`)
    return
  }
  const url = await prepareDatabase(options)
  await withClient(url, async (client) => {
    await stage('clear the votes of earlier runs', () => clearVotes(client))
    const cases = await readCases(client)
    await startStacks([...new Set<StackName>([...options.stacks, 'floor'])], url)
    const measured = running.filter(({ name }) => options.stacks.includes(name))
    const floor = running.find(({ name }) => name === 'floor')
    if (!floor) throw new BenchError('The floor did not start.')
    const rounds = await measureAll({ options, cases, running: measured, floor, client })
    if (options.queries.includes('Q5')) await stage('Q5: counters', () => verifyCounters(client))
    await stopAll()
    await stage('clear the votes', () => clearVotes(client))
    const { rows } = await client.query<{ server_version: string }>('SHOW server_version')
    process.stdout.write(
      `${reportOf(rounds)}\n\nKept in ${keepResults(options, rows[0]?.server_version ?? '', rounds)}\n`,
    )
  })
}

const stopAll = async (): Promise<void> => {
  await Promise.all(running.splice(0).map(({ stop }) => stop()))
}

const end = async (code: number, message = ''): Promise<never> => {
  if (message) process.stderr.write(`\n${message}\n`)
  await stopAll()
  process.exit(code)
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void end(1, 'Stopped.'))

try {
  await run(readOptions(process.argv.slice(2)))
  await end(0)
} catch (error) {
  await end(1, error instanceof BenchError ? error.message : String((error as Error).stack ?? error))
}
