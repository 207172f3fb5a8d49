import { QUERY_NAMES, type QueryName, type StackName } from '../options.ts'
import type { Round } from './round.ts'

const TITLES: Record<QueryName, string> = {
  Q1: 'first 20 contributions of a theme, with author, theme, counts, 3 first comments and their authors',
  Q2: 'one contribution with 20 comments and their authors',
  Q3: 'dashboard: contributions by theme, kind of actor and week',
  Q4: 'French search, first 20',
  Q5: 'cast a vote',
}

export const medianOf = (values: number[]): number => {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2
}

/** The gateway's requests per second over a peer's, round by round. */
export interface Ratio {
  query: QueryName
  peer: StackName
  median: number
  least: number
  most: number
}

export const ratiosOf = (rounds: Round[], query: QueryName): Ratio[] => {
  const ofQuery = rounds.filter((round) => round.query === query)
  const ours = ofQuery.filter(({ stack }) => stack === 'gateway')
  const peers = [...new Set(ofQuery.map(({ stack }) => stack))].filter((stack) => stack !== 'gateway')
  return peers.flatMap((peer) => {
    const ratios = ours.flatMap(({ round, requestsPerSecond }) =>
      ofQuery
        .filter((other) => other.stack === peer && other.round === round)
        .map((other) => requestsPerSecond / other.requestsPerSecond),
    )
    if (ratios.length === 0) return []
    return [{ query, peer, median: medianOf(ratios), least: Math.min(...ratios), most: Math.max(...ratios) }]
  })
}

const COLUMNS = ['', 'req/s', 'p50 ms', 'p99 ms', 'server CPU ms', 'PostgreSQL CPU ms', 'bytes', 'others']

const lineOf = (stack: StackName, rounds: Round[]): string[] => {
  const median = (pick: (round: Round) => number, digits: number): string => medianOf(rounds.map(pick)).toFixed(digits)
  const isPostgresHere = rounds.every(({ postgresCpu }) => postgresCpu !== null)
  return [
    stack,
    median((round) => round.requestsPerSecond, 0),
    median((round) => round.p50, 2),
    median((round) => round.p99, 2),
    median((round) => round.serverCpu, 3),
    isPostgresHere ? median((round) => round.postgresCpu ?? 0, 3) : 'elsewhere',
    median((round) => round.bytesPerAnswer, 0),
    `${median((round) => round.othersShare * 100, 0)} %`,
  ]
}

const tableOf = (lines: string[][]): string => {
  const widths = COLUMNS.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)))
  const pad = (cell: string, column: number): string =>
    column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)
  return lines.map((line) => `  ${line.map(pad).join('  ')}`).join('\n')
}

/** The tables that a run prints: medians over its rounds, and the ratios with their extremes. */
export const reportOf = (rounds: Round[]): string =>
  QUERY_NAMES.filter((query) => rounds.some((round) => round.query === query))
    .map((query) => {
      const ofQuery = rounds.filter((round) => round.query === query)
      const stacks = [...new Set(ofQuery.map(({ stack }) => stack))]
      const lines = stacks.map((stack) =>
        lineOf(
          stack,
          ofQuery.filter((round) => round.stack === stack),
        ),
      )
      const ratios = ratiosOf(rounds, query).map(
        ({ peer, median, least, most }) =>
          `  gateway / ${peer.padEnd(12)} ${median.toFixed(2)}  (${least.toFixed(2)} to ${most.toFixed(2)})`,
      )
      return [`\n${query}  ${TITLES[query]}`, tableOf([COLUMNS, ...lines]), ...ratios].join('\n')
    })
    .join('\n')
