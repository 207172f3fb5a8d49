import { readFileSync } from 'node:fs'
import fastify from 'fastify'
import mercurius, { type MercuriusLoaders } from 'mercurius'
import { openPool, settings, whenListening } from '../child.ts'
import { type Row, statementsOf } from './statements.ts'

const run = statementsOf(openPool())

interface Asked {
  obj: Row
  params: { first: number }
}

/** The row of each key, in the order asked. */
const byId = async (statement: 'themes' | 'participants', keys: string[]): Promise<(Row | null)[]> => {
  const rows = await run(statement, [[...new Set(keys)]])
  const found = new Map(rows.map((row) => [row.id, row]))
  return keys.map((key) => found.get(key) ?? null)
}

/** The rows under each parent, in the order asked; the queries here ask for one `first` at a time. */
const under = async (
  statement: 'contributionsOfTheme' | 'commentsOfContribution',
  key: 'themeId' | 'contributionId',
  asked: Asked[],
): Promise<Row[][]> => {
  const rows = await run(statement, [asked.map(({ obj }) => obj.id), asked[0]?.params.first])
  const lists = Map.groupBy(rows, (row) => row[key])
  return asked.map(({ obj }) => lists.get(obj.id) ?? [])
}

const authors = (asked: Asked[]) =>
  byId(
    'participants',
    asked.map(({ obj }) => obj.authorId),
  )
const themes = (asked: Asked[]) =>
  byId(
    'themes',
    asked.map(({ obj }) => obj.themeId),
  )

// Nothing is kept from one request to the next: `cache: false` leaves the batching alone.
const batched = <Answer>(loader: (asked: Asked[]) => Promise<Answer[]>) => ({ loader, opts: { cache: false } })

const loaders = {
  Theme: { contributions: batched((asked) => under('contributionsOfTheme', 'themeId', asked)) },
  Contribution: {
    author: batched(authors),
    comments: batched((asked) => under('commentsOfContribution', 'contributionId', asked)),
    theme: batched(themes),
  },
  Comment: { author: batched(authors) },
  Activity: { theme: batched(themes) },
}

interface VoteInput {
  contribution: string
  consultation: string
  participant: string
  value: string
}

const resolvers = {
  Query: {
    theme: async (_: unknown, { id }: { id: string }) => (await run('themes', [[id]]))[0],
    contribution: async (_: unknown, { id }: { id: string }) => (await run('contributions', [[id]]))[0],
    activity: (_: unknown, { consultation }: { consultation: string }) => run('activity', [consultation]),
    search: (_: unknown, { consultation, words, first }: { consultation: string; words: string; first: number }) =>
      run('search', [consultation, words, first]),
  },
  Mutation: {
    castVote: async (_: unknown, { contribution, consultation, participant, value }: VoteInput) =>
      (await run('castVote', [contribution, consultation, participant, value]))[0],
  },
}

const app = fastify()
await app.register(mercurius, {
  schema: readFileSync(new URL('schema.graphql', import.meta.url), 'utf8'),
  resolvers,
  // Its type wants loaders that are typed by code generation.
  loaders: loaders as unknown as MercuriusLoaders,
  jit: 1,
})
await app.listen({ port: settings.port, host: settings.host })
whenListening()
