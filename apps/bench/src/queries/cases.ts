import type pg from 'pg'
import { VOTERS } from '../database/generate.ts'
import type { QueryName } from '../options.ts'

/** The parameters of one request, under the names that every stack's documents use. */
export type Case = Partial<
  Record<'consultation' | 'theme' | 'contribution' | 'words' | 'participant' | 'value', string>
>

/** Somebody who signs in and votes. */
export interface Voter {
  participant: string
  personId: string
  sessionId: string
}

export interface Cases {
  /** What each query is asked in turn; Q5 has its own turns, see `voteOf`. */
  turns: Record<QueryName, Case[]>
  voters: Voter[]
}

const VALUES = ['AGREE', 'DISAGREE', 'MIXED']

// Only what has whole answers: 20 contributions, 20 comments, 20 matches at the full scale.
const QUERIES: Record<QueryName, string> = {
  Q1: `SELECT "id" AS theme FROM "theme" WHERE "contributionCount" >= 20 ORDER BY md5("id"::text)`,
  Q2: `SELECT "id" AS contribution FROM "contribution" WHERE "commentCount" >= 20 AND "status" = 'PUBLISHED' AND "hiddenAt" IS NULL
    ORDER BY md5("id"::text) LIMIT 500`,
  Q3: `SELECT bench.consultation() AS consultation`,
  Q4: `SELECT bench.consultation() AS consultation, t.word || ' ' || s.word AS words
    FROM bench.words, unnest("topicWords") AS t (word), unnest("settingWords") AS s (word) ORDER BY md5(t.word || s.word) LIMIT 500`,
  Q5: `SELECT "id" AS contribution, "consultationId" AS consultation FROM "contribution" WHERE "status" = 'PUBLISHED' AND "hiddenAt" IS NULL
    ORDER BY md5("id"::text) LIMIT 50000`,
}

const VOTERS_QUERY = `SELECT bench.participant(n) AS participant, bench.person(n) AS "personId", bench.session(n) AS "sessionId"
  FROM generate_series(1, ${VOTERS}) n`

/** Reads what can be asked of this database; the same database gives the same turns in the same order. */
export const readCases = async (client: pg.Client): Promise<Cases> => {
  const rowsOf = async (name: QueryName): Promise<Case[]> => (await client.query<Case>(QUERIES[name])).rows
  const turns = {
    Q1: await rowsOf('Q1'),
    Q2: await rowsOf('Q2'),
    Q3: await rowsOf('Q3'),
    Q4: await rowsOf('Q4'),
    Q5: await rowsOf('Q5'),
  }
  return { turns, voters: (await client.query<Voter>(VOTERS_QUERY)).rows }
}

/**
 * The vote that a voter casts at a turn. Voters start at different contributions, so that they do not wait for one row; a voter who has been
 * round all of them begins again with another value, so that every vote changes something.
 */
export const voteOf = ({ turns, voters }: Cases, voter: number, turn: number): Case => {
  const { length } = turns.Q5
  const start = Math.floor((voter * length) / voters.length)
  const value = VALUES[Math.floor(turn / length) % VALUES.length] ?? ''
  return { ...turns.Q5[(start + turn) % length], participant: voters[voter]?.participant ?? '', value }
}
