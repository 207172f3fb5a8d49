import type pg from 'pg'
import { VOTERS } from '../database/generate.ts'
import { BenchError, type Options, type QueryName } from '../options.ts'
import type { Case, Cases } from '../queries/cases.ts'
import type { Running } from '../stacks/launch.ts'
import { measureRound, type Round } from './round.ts'
import { contentFrom, requireSameContent } from './verify.ts'
import { countFacts, tokensFor, verifyVote } from './votes.ts'

const SAMPLES = 10
const FIRST_WARM_SECONDS = 3
const WARM_SECONDS = 1
// A round is told the turns of its own query alone.
const NO_TURNS = { Q1: [], Q2: [], Q3: [], Q4: [], Q5: [] }

export interface Bench {
  options: Options
  cases: Cases
  /** Those to measure. */
  running: Running[]
  /** What every answer is compared with, measured or not. */
  floor: Running
  client: pg.Client
}

const sampleOf = (turns: Case[]): Case[] => turns.filter((_, index) => index % Math.ceil(turns.length / SAMPLES) === 0)

/** Makes sure that every stack answers the query with the same content, on samples of its turns. @throws BenchError */
export const verifyQuery = async ({ cases, running, floor, client }: Bench, query: QueryName): Promise<void> => {
  if (query === 'Q5') {
    for (const [voter, stack] of running.entries()) await verifyVote(stack, cases, voter, client)
    return
  }
  for (const parameters of sampleOf(cases.turns[query])) {
    const expected = await contentFrom(floor, query, parameters)
    for (const stack of running) requireSameContent(stack, query, expected, await contentFrom(stack, query, parameters))
  }
}

/** The stacks in the order of a round: each is first in turn. */
const rotated = <Item>(items: Item[], by: number): Item[] => {
  const start = by % items.length
  return [...items.slice(start), ...items.slice(0, start)]
}

/** Measures a query, round by round, the stacks one after the other in each. @throws BenchError when an answer, or a write, is missing */
export const measureQuery = async (bench: Bench, query: QueryName): Promise<Round[]> => {
  const { options, cases, running, client } = bench
  const rounds: Round[] = []
  // Turn 0 of Q5 was the verification's.
  let firstTurn = 1
  for (let round = 0; round < options.rounds; round++) {
    for (const stack of rotated(running, round)) {
      const factsBefore = query === 'Q5' ? await countFacts(client) : 0
      const order = {
        stack: stack.name,
        query,
        port: stack.port,
        cases: { ...cases, turns: { ...NO_TURNS, [query]: cases.turns[query] } },
        tokens: query === 'Q5' ? await tokensFor(stack, cases) : [],
        connections: VOTERS,
        firstTurn,
        warmSeconds: round === 0 ? FIRST_WARM_SECONDS : WARM_SECONDS,
        seconds: options.seconds,
      }
      const { measured, load } = await measureRound(order, { pid: stack.pid, client, round })
      rounds.push(measured)
      if (query !== 'Q5') continue
      firstTurn = load.nextTurn
      const facts = (await countFacts(client)) - factsBefore
      if (facts !== load.goodInAll)
        throw new BenchError(`${stack.name}, Q5 answered ${load.goodInAll} votes and wrote ${facts}.`)
    }
  }
  return rounds
}
