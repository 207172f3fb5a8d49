import { rawSql } from '@cahier/db'
import { aConsultation, aTheme } from '@cahier/db/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { keysetPages, type OrderKey, type Page, type PageArgs, ValidationError } from './index'
import { openTestContext, type TestContext } from './testing'

interface Row {
  id: string
  consultationId: string
  position: number
}

const ORDER: readonly OrderKey<Row>[] = [
  { column: 'position', direction: 'desc', type: 'int4' },
  { column: 'id', direction: 'desc', type: 'uuid' },
]

let ctx: TestContext
let large: string
let small: string
let empty: string
beforeAll(async () => {
  ctx = await openTestContext()
  const made = await Promise.all([aConsultation(ctx.db), aConsultation(ctx.db), aConsultation(ctx.db)])
  const [first = '', second = '', third = ''] = made.map(({ id }) => id)
  ;[large, small, empty] = [first, second, third]
  for (let n = 0; n < 23; n++) await aTheme(ctx.db, large, { position: Math.floor(n / 2) })
  for (let n = 0; n < 2; n++) await aTheme(ctx.db, small, { position: n })
})
afterAll(() => ctx.close())

const pages = (
  ids: readonly string[],
  args: PageArgs,
  countAll = async (asked: readonly string[]) => asked.map(() => 7),
) =>
  keysetPages(
    ctx.sql,
    {
      ids,
      select: (kept) => rawSql`(SELECT "id" FROM "consultation" WHERE "id" = ANY(${kept}::uuid[]))`,
      of: (row) => row.consultationId,
    },
    ctx.sql
      .selectFrom('theme')
      .select(['id', 'consultationId', 'position'])
      .where('consultationId', '=', rawSql.ref<string>('parent.id')),
    args,
    { list: (id) => `themes:${id}`, order: ORDER, countAll },
  )

test('rows are counted for all lists at once, among the parents that may be read', async () => {
  const listed = ctx.sql
    .selectFrom('theme')
    .select(['id', 'consultationId', 'position'])
    .where('consultationId', '=', rawSql.ref<string>('parent.id'))
    .where('position', '>', 0)
  const ofLarge = (ids: readonly string[]) => rawSql`(SELECT "id" FROM "consultation" WHERE "id" = ANY(${ids}::uuid[])
    AND "id" <> ${small}::uuid)`
  const countsOf = async (select?: typeof ofLarge) => {
    const parents = { ids: [empty, small, large], of: (row: Row) => row.consultationId, ...(select && { select }) }
    const answers = await keysetPages(ctx.sql, parents, listed, {}, { list: (id) => id, order: ORDER })
    let counts: number[] = []
    const statements = await ctx.statementsOf(async () => {
      counts = await Promise.all((answers as Page<Row>[]).map((page) => page.countAll()))
    })
    expect(statements).toHaveLength(1)
    return counts
  }
  expect(await countsOf()).toEqual([0, 1, 21])
  expect(await countsOf(ofLarge)).toEqual([0, 0, 21])
})

const pageOf = async (id: string, args: PageArgs): Promise<Page<Row>> => {
  const [page] = await pages([id], args)
  if (!page || page instanceof ValidationError) throw page ?? new Error('No page')
  return page
}

test('one statement gives each list its page, in the order of the parents', async () => {
  let answers: Awaited<ReturnType<typeof pages>> = []
  const statements = await ctx.statementsOf(async () => {
    answers = await pages([empty, large, small], { first: 3 })
  })
  expect(statements).toHaveLength(1)
  const seen = answers as Page<Row>[]
  expect(seen.map(({ nodes }) => nodes.map(({ position }) => position))).toEqual([[], [11, 10, 10], [1, 0]])
  expect(seen.map(({ hasNextPage }) => hasNextPage)).toEqual([false, true, false])
})

test('a list is walked by its cursors both ways', async () => {
  const forward: string[] = []
  let after: string | undefined
  do {
    const page = await pageOf(large, { first: 4, after })
    forward.push(...page.nodes.map(({ id }) => id))
    const last = page.nodes.at(-1)
    after = page.hasNextPage && last ? page.cursorOf(last) : undefined
  } while (after)
  expect(new Set(forward).size).toBe(23)
  const backward = await pageOf(large, { last: 5 })
  expect(backward.nodes.map(({ id }) => id)).toEqual(forward.slice(-5))
  const [first] = backward.nodes
  const before = await pageOf(large, { last: 5, before: first && backward.cursorOf(first) })
  expect(before.nodes.map(({ id }) => id)).toEqual(forward.slice(-10, -5))
})

test('a cursor of one list is refused in the others, and a size in all', async () => {
  const page = await pageOf(large, { first: 1 })
  const after = page.nodes[0] && page.cursorOf(page.nodes[0])
  const [ofSmall, ofLarge] = await pages([small, large], { first: 1, after })
  expect(ofSmall).toBeInstanceOf(ValidationError)
  expect(ofLarge).not.toBeInstanceOf(ValidationError)
  const refused = await pages([small, large], { first: 1_000_000 })
  for (const one of refused) expect(one).toBeInstanceOf(ValidationError)
})

test('counts are asked for all lists at once, and only when one is wanted', async () => {
  const asked: (readonly string[])[] = []
  const answers = await pages([large, small], {}, async (ids) => {
    asked.push(ids)
    return [23, 2]
  })
  expect(asked).toEqual([])
  expect(await Promise.all((answers as Page<Row>[]).map((page) => page.countAll()))).toEqual([23, 2])
  expect(asked).toEqual([[large, small]])
})
