import type { QueryName, StackName } from '../options.ts'
import type { Cases } from '../queries/cases.ts'

/** What the load process is told, once. */
export interface LoadOrder {
  stack: StackName
  query: QueryName
  port: number
  cases: Cases
  /** A token for each connection, where the stack reads one. */
  tokens: string[]
  connections: number
  /** Where each connection starts in the query's turns. */
  firstTurn: number
  warmSeconds: number
  seconds: number
}

/** What was answered between the end of the warming and the end of the round. */
export interface LoadResult {
  answered: number
  /** Answers that were not 200, or said errors; of the warming too. */
  failed: number
  seconds: number
  /** Milliseconds. */
  p50: number
  p99: number
  /** Processor milliseconds of the load itself, while it measured. */
  cpu: number
  /** Of the answers, their heads counted. */
  bytesPerAnswer: number
  /** Good answers in all, of the warming and of the last requests too: what the database must have seen. */
  goodInAll: number
  /** The turn that no connection has taken yet. */
  nextTurn: number
}

/** What the load process tells: that measuring began, that it ended, then what it saw once every request was answered. */
export type LoadReport = { kind: 'measuring' } | { kind: 'measured' } | { kind: 'done'; result: LoadResult }
