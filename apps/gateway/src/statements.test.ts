import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'graphql'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { exampleTabs } from './examples'
import { openSeededGateway, type Seeded } from './testing/seeded'

let seeded: Seeded
let ids: Record<'theme' | 'contribution' | 'consultation', string>
beforeAll(async () => {
  seeded = await openSeededGateway()
  const { consultationId, themeId, contributionId } = seeded.variables
  ids = { theme: themeId ?? '', contribution: contributionId ?? '', consultation: consultationId ?? '' }
}, 120_000)
afterAll(() => seeded.gateway.close())

/** The statements of one request, its answer checked; who signs it is one of them. */
const statementsOf = async (query: string, variables: object, token?: string): Promise<string[]> => {
  const { gateway } = seeded
  return gateway.database.statementsOf(async () => {
    const { data, errors } = await gateway.ask(query, { ...variables }, token)
    expect(errors).toBeUndefined()
    expect(Object.values(data)).not.toContain(null)
  })
}

// The very operations that the benchmark measures.
const measured = (name: string): string =>
  readFileSync(join(import.meta.dirname, `../../bench/src/stacks/gateway/${name}.graphql`), 'utf8')

const QUERIES = [
  // The theme, its page, the comments of them all.
  ['Q1', 3],
  // The contribution, its comments.
  ['Q2', 2],
  // The consultation, its roll-up, the themes of the rows.
  ['Q3', 3],
  // The page, the themes of its rows.
  ['Q4', 2],
] as const

test.each(QUERIES)('%s of the benchmark is %i statements', async (name, count) => {
  const statements = await statementsOf(measured(name), { ...ids, words: 'ordinateur' })
  expect(statements).toHaveLength(count)
})

test.each(['Q1', 'Q2', 'Q4'])('%s is as many statements for five rows as for a hundred', async (name) => {
  const variables = { ...ids, words: 'élèves' }
  const of = (first: number) => statementsOf(measured(name).replaceAll(/first: \d+/g, `first: ${first}`), variables)
  const few = await of(5)
  expect((await of(100)).length).toBe(few.length)
})

test('Q5 of the benchmark is the signer, and one statement that votes', async () => {
  const { contribution } = ids
  const { PARTICIPANT: token } = seeded.tokens
  const vote = (value: string) => statementsOf(measured('Q5'), { contribution, value }, token)
  await vote('AGREE')
  expect(await vote('MIXED')).toHaveLength(2)
})

// With a token: reading who signs is one statement of each.
const EXAMPLES: Record<string, number> = {
  Consultation: 6,
  MostSupportedProposals: 6,
  Search: 5,
  Contribution: 6,
  Dashboard: 4,
  Events: 5,
  Territories: 5,
  // Five aliases, each a list with a count.
  Actors: 12,
  Pages: 4,
  Languages: 2,
  Viewer: 4,
  Propose: 9,
  Vote: 2,
  Comment: 8,
  Register: 2,
  Flag: 6,
  ModerationQueue: 6,
}

const nameOf = (query: string): string => /(?:query|mutation) (\w+)/.exec(query)?.[1] ?? ''

test('every example sends as many statements as it needs, however many rows it shows', async () => {
  const { PARTICIPANT, MODERATOR } = seeded.tokens
  const counts: Record<string, number> = {}
  for (const { query, variables } of seeded.tabs) {
    const token = nameOf(query) === 'ModerationQueue' ? MODERATOR : PARTICIPANT
    const statements = await statementsOf(query, variables ? JSON.parse(variables) : {}, token)
    counts[nameOf(query)] = statements.length
  }
  expect(counts).toEqual(EXAMPLES)
})

test('every example is counted', () => {
  expect(Object.keys(EXAMPLES)).toEqual(exampleTabs().map(({ query }) => nameOf(query)))
  for (const { query } of exampleTabs()) expect(parse(query).definitions).toHaveLength(1)
})
