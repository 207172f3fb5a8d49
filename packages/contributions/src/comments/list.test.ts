import type { Stance } from '@cahier/db'
import { aConsultation, aContribution, aParticipant, aTheme } from '@cahier/db/testing'
import { newId, type Page, type PageArgs, ValidationError, visitor } from '@cahier/kernel'
import { openTestContext, type TestContext } from '@cahier/kernel/testing'
import type { KyselyPlugin, RawNode, RootOperationNode } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  type Comment,
  type CommentFilter,
  type CommentOrder,
  countComments,
  importComments,
  listComments,
  listCommentsOf,
  listRepliesOf,
} from '../index'

const DEPTH = 24
const COUNT = 5_000
const STANCES: Stance[] = ['FOR', 'FOR', 'AGAINST', 'NEUTRAL']

let ctx: TestContext
let place: { consultationId: string; themeId: string }
let authorId: string
let large: string
let ids: Map<string, string>

const rowsOf = (contributionId: string, count: number, parentOf: (n: number) => number | null) =>
  Array.from({ length: count }, (_, n) => {
    const parent = parentOf(n)
    return {
      externalId: `${contributionId.slice(-6)}-${n}`,
      contributionId,
      parentExternalId: parent === null ? null : `${contributionId.slice(-6)}-${parent}`,
      authorId,
      stance: STANCES[n % STANCES.length] ?? 'FOR',
      body: `Commentaire ${n}`,
      locale: 'fr',
      origin: 'SYNTHETIC' as const,
      // Three of each instant: the order is total by the id.
      createdAt: new Date(Date.UTC(2020, 8, 1) + Math.floor(n / 3) * 60_000),
    }
  })

/** One thread, 24 deep: the first of each depth has all those of the next one under it. */
const firstOfDepth = (depth: number): number => Math.floor((depth * COUNT) / DEPTH)
const depthOf = (n: number): number =>
  Array.from({ length: DEPTH }, (_, d) => d).findLast((d) => firstOfDepth(d) <= n) ?? 0

beforeAll(async () => {
  ctx = await openTestContext()
  const { id: consultationId } = await aConsultation(ctx.db)
  place = { consultationId, themeId: (await aTheme(ctx.db, consultationId)).id }
  authorId = (await aParticipant(ctx.db, consultationId, { personId: null })).id
  large = (await aContribution(ctx.db, place)).id
  ids = await importComments(
    ctx,
    consultationId,
    rowsOf(large, COUNT, (n) => (depthOf(n) === 0 ? null : firstOfDepth(depthOf(n) - 1))),
  )
}, 120_000)
afterAll(() => ctx.close())

const walk = async (read: (page: PageArgs) => Promise<Page<Comment>>): Promise<Comment[]> => {
  const seen: Comment[] = []
  let after: string | undefined
  do {
    const page = await read({ first: 100, after })
    seen.push(...page.nodes)
    const last = page.nodes.at(-1)
    after = page.hasNextPage && last ? page.cursorOf(last) : undefined
  } while (after)
  return seen
}

test('a list is walked both ways, by stance too: every comment once, in one order', async () => {
  const all = await walk((page) => listComments(ctx, { contributionId: large }, page))
  expect(new Set(all.map(({ id }) => id)).size).toBe(COUNT)
  expect(all.map(({ createdAt }) => createdAt)).toEqual(
    all
      .map(({ createdAt }) => createdAt)
      .sort()
      .reverse(),
  )
  const against = await walk((page) =>
    listComments(ctx, { contributionId: large, stance: 'AGAINST' }, { orderBy: 'OLDEST', ...page }),
  )
  expect(against.map(({ id }) => id)).toEqual(
    all
      .filter(({ stance }) => stance === 'AGAINST')
      .map(({ id }) => id)
      .reverse(),
  )
  const end = await listComments(ctx, { contributionId: large }, { last: 7 })
  expect(end.nodes.map(({ id }) => id)).toEqual(all.slice(-7).map(({ id }) => id))
  const [first] = end.nodes
  const before = await listComments(
    ctx,
    { contributionId: large },
    {
      last: 7,
      before: first && end.cursorOf(first),
    },
  )
  expect(before.nodes.map(({ id }) => id)).toEqual(all.slice(-14, -7).map(({ id }) => id))
  expect([before.hasNextPage, before.hasPreviousPage]).toEqual([true, true])
})

test('a thread 24 deep is read by pages at each depth, a statement a page', async () => {
  let parentId: string | null = null
  let met = 0
  for (let depth = 0; depth < DEPTH; depth++) {
    const filter: { contributionId: string; parentId: string | null } = { contributionId: large, parentId }
    const siblings = await walk((page) => listComments(ctx, filter, { orderBy: 'OLDEST', ...page }))
    expect(siblings).toHaveLength(firstOfDepth(depth + 1) - firstOfDepth(depth))
    met += siblings.length
    parentId = ids.get(`${large.slice(-6)}-${firstOfDepth(depth)}`) ?? null
  }
  expect(met).toBe(COUNT)
  const statements = await ctx.statementsOf(() => listComments(ctx, { contributionId: large, parentId: null }))
  expect(statements).toHaveLength(1)
})

test('first comments and replies of many are one statement each, counts asked for all at once', async () => {
  const small = await Promise.all(Array.from({ length: 5 }, () => aContribution(ctx.db, place)))
  for (const { id } of small)
    await importComments(
      ctx,
      place.consultationId,
      rowsOf(id, 4, (n) => (n === 3 ? 0 : null)),
    )
  const asked = [...small.map(({ id }) => id), large, newId(), 'x']
  let pages: (Page<Comment> | ValidationError)[] = []
  const statements = await ctx.statementsOf(async () => {
    pages = await listCommentsOf(
      { ...ctx, viewer: visitor },
      asked,
      { parentId: null },
      { orderBy: 'OLDEST', first: 2 },
    )
  })
  expect(statements).toHaveLength(1)
  const read = pages as Page<Comment>[]
  expect(read.map(({ nodes }) => nodes.map(({ body }) => body))).toEqual([
    ...small.map(() => ['Commentaire 0', 'Commentaire 1']),
    ['Commentaire 0', 'Commentaire 1'],
    [],
    [],
  ])
  expect(read[0]?.nodes[0]).toMatchObject({
    authorId,
    authorActorKind: 'TEACHER',
    consultationId: place.consultationId,
  })
  const counting = await ctx.statementsOf(async () => {
    const counts = await Promise.all(read.map((page) => page.countAll()))
    expect(counts).toEqual([3, 3, 3, 3, 3, firstOfDepth(1), 0, 0])
  })
  expect(counting).toHaveLength(1)
  const starts = read.slice(0, 5).flatMap(({ nodes }) => nodes.slice(0, 1).map(({ id }) => id))
  const replying = await ctx.statementsOf(async () => {
    const replies = (await listRepliesOf(ctx, starts)) as Page<Comment>[]
    expect(replies.map(({ nodes }) => nodes.map(({ body }) => body))).toEqual(starts.map(() => ['Commentaire 3']))
  })
  expect(replying).toHaveLength(1)
})

test('counts by stance come from the contribution’s counters, in a thread from its rows', async () => {
  const byStance = await Promise.all(
    ([undefined, 'FOR', 'AGAINST', 'NEUTRAL'] as const).map((stance) => countComments(ctx, [large], { stance })),
  )
  expect(byStance).toEqual([[COUNT], [2_500], [1_250], [1_250]])
  const starts = await countComments(ctx, [large], { stance: 'NEUTRAL', parentId: null })
  expect(starts).toEqual([Math.floor(firstOfDepth(1) / 4)])
})

test('hostile pages and filters are refused', async () => {
  const other = (await aContribution(ctx.db, place)).id
  const { nodes, cursorOf } = await listComments(ctx, { contributionId: large }, { first: 1 })
  const after = nodes[0] && cursorOf(nodes[0])
  for (const refused of [
    listComments(ctx, { contributionId: other }, { after }),
    listComments(ctx, { contributionId: large }, { orderBy: 'OLDEST', after }),
    listComments(ctx, { contributionId: large, stance: 'FOR' }, { after }),
    listComments(ctx, { contributionId: large }, { first: 1_000_000 }),
    listComments(ctx, { contributionId: large, parentId: '\0' }),
    listComments(ctx, { contributionId: large, stance: 'MAYBE' as Stance }),
  ])
    await expect(refused).rejects.toThrow(ValidationError)
  const mixed = await listCommentsOf(ctx, [other, large], {}, { after })
  expect(mixed.map((page) => page instanceof ValidationError)).toEqual([true, false])
})

/** Makes the page's statement answer its plan, which comes back as the one row of a page. */
const planOf = async (filter: CommentFilter, order: CommentOrder): Promise<string> => {
  let plan = ''
  const explaining: KyselyPlugin = {
    transformQuery: ({ node }) => {
      if (node.kind !== 'RawNode') return node
      const { sqlFragments } = node as RawNode
      const [first = '', ...rest] = sqlFragments
      return { ...node, sqlFragments: [`EXPLAIN (FORMAT JSON) ${first}`, ...rest] } as RootOperationNode
    },
    transformResult: async ({ result }) => {
      plan = JSON.stringify(result.rows)
      return { ...result, rows: [] }
    },
  }
  await listComments(
    { ...ctx, sql: ctx.sql.withPlugin(explaining) },
    { contributionId: large, ...filter },
    { orderBy: order },
  )
  return plan
}

test.each<[string, CommentFilter, string]>([
  ['whatever their place', {}, 'comment_recent'],
  ['of a stance', { stance: 'AGAINST' }, 'comment_stance'],
  ['that start threads', { parentId: null }, 'comment_roots'],
])('a page of comments %s walks its index, and sorts no more than itself', async (_, filter, index) => {
  await ctx.pool.query('ANALYZE')
  for (const order of ['NEWEST', 'OLDEST'] as const) {
    const plan = await planOf(filter, order)
    expect(plan).toContain(`"Index Name":"${index}"`)
    expect(plan.match(/"Node Type":"Sort"/g)).toHaveLength(1)
  }
})

test('a page of replies walks its index', async () => {
  await ctx.pool.query('ANALYZE')
  const parentId = ids.get(`${large.slice(-6)}-${firstOfDepth(3)}`) ?? ''
  expect(await planOf({ parentId }, 'NEWEST')).toContain('"Index Name":"comment_replies"')
})
