import type pg from 'pg'
import { BenchError } from '../options.ts'
import { type Cases, voteOf } from '../queries/cases.ts'
import { addressOf } from '../stacks/gateway/index.ts'
import { tokenOf } from '../stacks/gateway/tokens.ts'
import type { Running } from '../stacks/launch.ts'
import { contentFrom, requireSameContent } from './verify.ts'

/** A token for each voter, where the stack reads them; the others are told who votes. */
export const tokensFor = ({ name, port }: Running, { voters }: Cases): Promise<string[]> =>
  name === 'gateway' ? Promise.all(voters.map((voter) => tokenOf(voter, addressOf(port)))) : Promise.resolve([])

export const countFacts = async (client: pg.Client): Promise<number> =>
  (await client.query<{ facts: number }>('SELECT count(*)::int AS facts FROM "outboxEvent"')).rows[0]?.facts ?? 0

const TALLY = `SELECT "agreeCount", "mixedCount", "disagreeCount" FROM "contribution" WHERE "id" = $1`
const VOTE = `SELECT "value" FROM "vote" WHERE "contributionId" = $1 AND "participantId" = $2`

/** Casts one vote through the stack, and makes sure that it wrote what every stack writes: the vote, its counter, one fact. @throws BenchError */
export const verifyVote = async (stack: Running, cases: Cases, voter: number, client: pg.Client): Promise<void> => {
  const vote = voteOf(cases, voter, 0)
  const tokens = await tokensFor(stack, cases)
  const facts = await countFacts(client)
  const found = await contentFrom(stack, 'Q5', vote, tokens[voter])
  const { rows } = await client.query(TALLY, [vote.contribution])
  requireSameContent(stack, 'Q5', rows[0], found)
  const cast = await client.query<{ value: string }>(VOTE, [vote.contribution, vote.participant])
  const isWritten = cast.rows[0]?.value === vote.value && (await countFacts(client)) === facts + 1
  if (!isWritten) throw new BenchError(`${stack.name}, Q5 answers, and does not write one vote and one fact.`)
}

const MISCOUNTED = `SELECT count(*)::int AS wrong FROM "contribution" c LEFT JOIN (
    SELECT "contributionId", count(*) FILTER (WHERE "value" = 'AGREE') AS agree, count(*) FILTER (WHERE "value" = 'MIXED') AS mixed,
      count(*) FILTER (WHERE "value" = 'DISAGREE') AS disagree FROM "vote" GROUP BY 1) v ON v."contributionId" = c."id"
  WHERE (c."agreeCount", c."mixedCount", c."disagreeCount") IS DISTINCT FROM (coalesce(v.agree, 0), coalesce(v.mixed, 0), coalesce(v.disagree, 0))`

/** Makes sure that the counters are what the votes say. @throws BenchError */
export const verifyCounters = async (client: pg.Client): Promise<void> => {
  const { rows } = await client.query<{ wrong: number }>(MISCOUNTED)
  if (rows[0]?.wrong !== 0)
    throw new BenchError(`${rows[0]?.wrong} contributions do not have the votes that they count.`)
}

const CLEAR = `BEGIN;
  ALTER TABLE "vote" DISABLE TRIGGER USER;
  DELETE FROM "vote" WHERE "participantId" IN (SELECT bench.participant(n) FROM bench.size, generate_series(1, voters) n);
  ALTER TABLE "vote" ENABLE TRIGGER USER;
  TRUNCATE "outboxEvent";
  SELECT "recountConsultation"(bench.consultation());
  COMMIT`

/** Takes out the votes and facts of the measures: every run starts from the same database. */
export const clearVotes = async (client: pg.Client): Promise<void> => {
  if ((await countFacts(client)) === 0) return
  await client.query(CLEAR)
  for (const table of ['contribution', 'vote']) await client.query(`VACUUM (FULL, ANALYZE) "${table}"`)
}
