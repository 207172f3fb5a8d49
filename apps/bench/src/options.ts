import { parseArgs } from 'node:util'

export const QUERY_NAMES = ['Q1', 'Q2', 'Q3', 'Q4', 'Q5'] as const
export type QueryName = (typeof QUERY_NAMES)[number]

export const STACK_NAMES = ['gateway', 'postgraphile', 'mercurius', 'floor'] as const
export type StackName = (typeof STACK_NAMES)[number]

export interface Options {
  queries: QueryName[]
  stacks: StackName[]
  rounds: number
  /** Length of a measured round. */
  seconds: number
  /** 1: the whole database; less shrinks every table but the themes. */
  scale: number
  /** Drops the databases that earlier runs kept, and does nothing else. */
  drop: boolean
}

/** What cannot be asked, or cannot be done here: its message says what to do. */
export class BenchError extends Error {
  override readonly name = 'BenchError'
}

const listOf = <Name extends string>(known: readonly Name[], option: string, text: string): Name[] => {
  const asked = text.split(',').map((name) => name.trim().toLowerCase())
  const unknown = asked.find((name) => !known.some((one) => one.toLowerCase() === name))
  if (unknown !== undefined) throw new BenchError(`--${option}: ${unknown} is none of ${known.join(', ')}.`)
  return known.filter((one) => asked.includes(one.toLowerCase()))
}

const numberIn = (option: string, text: string, least: number, most: number): number => {
  const value = Number(text)
  if (!(value >= least && value <= most)) throw new BenchError(`--${option}: a number from ${least} to ${most}.`)
  return value
}

const parse = (words: string[]) => {
  try {
    return parseArgs({
      args: words,
      options: {
        queries: { type: 'string', default: QUERY_NAMES.join(',') },
        stacks: { type: 'string', default: STACK_NAMES.join(',') },
        rounds: { type: 'string', default: '5' },
        seconds: { type: 'string', default: '5' },
        scale: { type: 'string', default: '1' },
        drop: { type: 'boolean', default: false },
      },
    }).values
  } catch (error) {
    throw new BenchError(error instanceof Error ? error.message : String(error))
  }
}

/** Reads the command line. @throws BenchError */
export const readOptions = (words: string[]): Options => {
  const values = parse(words)
  return {
    queries: listOf(QUERY_NAMES, 'queries', values.queries),
    stacks: listOf(STACK_NAMES, 'stacks', values.stacks),
    rounds: Math.round(numberIn('rounds', values.rounds, 1, 20)),
    seconds: numberIn('seconds', values.seconds, 0.5, 60),
    scale: numberIn('scale', values.scale, 0.01, 1),
    drop: values.drop,
  }
}
