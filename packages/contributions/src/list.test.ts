import { randomUUID } from 'node:crypto'
import { aContribution, aParticipant, aTheme } from '@cahier/db/testing'
import { ValidationError } from '@cahier/kernel'
import { openTestContext, type TestContext } from '@cahier/kernel/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  type ContributionFilter,
  type ContributionOrder,
  countContributions,
  listContributions,
  listContributionsUnder,
} from './index'
import { openSetting, type Setting } from './testing/setting'

let ctx: TestContext
let here: Setting
let elsewhere: Setting
const ids: Record<string, string> = {}

const DAY = 24 * 3600 * 1000
const day = (n: number): Date => new Date(Date.UTC(2020, 8, 1) + n * DAY)

const placeAuthors = async (): Promise<void> => {
  const region = await ctx.db.territory.create({
    data: { id: randomUUID(), kind: 'ACADEMIC_REGION', code: 'R', name: 'Région', regionId: randomUUID() },
  })
  const inside = { regionId: region.id, parentId: region.id }
  const academy = { id: randomUUID(), kind: 'ACADEMY' as const, code: 'A', name: 'Académie', ...inside }
  await ctx.db.territory.update({ where: { id: region.id }, data: { regionId: region.id } })
  await ctx.db.territory.create({ data: { ...academy, academyId: academy.id } })
  const department = {
    id: randomUUID(),
    kind: 'DEPARTMENT' as const,
    code: 'D',
    name: 'Département',
    regionId: region.id,
  }
  await ctx.db.territory.create({ data: { ...department, parentId: academy.id, academyId: academy.id } })
  const pupil = { actorKind: 'PUPIL' as const, territoryId: department.id }
  Object.assign(ids, { region: region.id, academy: academy.id, department: department.id })
  ids.pupil = (await aParticipant(ctx.db, here.consultationId, pupil)).id
}

const placeContributions = async (): Promise<void> => {
  const under = (themeId = here.themeId) => ({ consultationId: here.consultationId, themeId })
  ids.child = (await aTheme(ctx.db, here.consultationId, { parentId: here.themeId })).id
  const kinds = ['PROPOSAL', 'TESTIMONY', 'QUESTION'] as const
  for (let n = 0; n < 30; n++) {
    const { id } = await aContribution(ctx.db, under(n % 5 === 0 ? ids.child : here.themeId), {
      kind: kinds[n % 3] ?? 'PROPOSAL',
      publishedAt: day(Math.floor(n / 4)),
      authorId: [here.author.id, ids.pupil ?? null, null][n % 3] ?? null,
      origin: n % 2 ? 'NATIVE' : 'SYNTHETIC',
      importedAgreeCount: n % 7,
      commentCount: n % 4,
    })
    if (n < 3) {
      const source = { id: randomUUID(), contributionId: id, title: 'a', url: 'https://exemple.test' }
      await ctx.db.contributionSource.create({ data: source })
    }
  }
  for (const away of [
    { hiddenAt: new Date() },
    { status: 'WITHDRAWN' },
    { status: 'DRAFT', publishedAt: null },
  ] as const)
    await aContribution(ctx.db, under(), away)
}

beforeAll(async () => {
  ctx = await openTestContext()
  here = await openSetting(ctx)
  elsewhere = await openSetting(ctx)
  await placeAuthors()
  await placeContributions()
  await aContribution(ctx.db, elsewhere)
})
afterAll(() => ctx.close())

const counted = (filter: ContributionFilter) =>
  countContributions(here.open, { consultationId: here.consultationId, ...filter })

describe('a filter', () => {
  test.each<[string, () => ContributionFilter, number]>([
    ['nothing', () => ({}), 30],
    ['a theme', () => ({ themeId: here.themeId }), 24],
    ['a theme and what is under it', () => ({ themeId: here.themeId, includeSubthemes: true }), 30],
    ['kinds', () => ({ kind: ['PROPOSAL', 'QUESTION'] }), 20],
    ['no kind at all', () => ({ kind: [] }), 0],
    ['kinds of actors', () => ({ actorKind: ['PUPIL'] }), 10],
    ['a territory', () => ({ territoryId: ids.academy }), 10],
    ['a territory that holds it', () => ({ territoryId: ids.region }), 10],
    ['an origin', () => ({ origin: ['SYNTHETIC'] }), 15],
    ['an author', () => ({ authorId: here.author.id }), 10],
    ['a first instant', () => ({ publishedFrom: day(1) }), 26],
    ['a last instant', () => ({ publishedUntil: day(1) }), 4],
    ['sources', () => ({ hasSources: true }), 3],
    ['no source', () => ({ hasSources: false }), 27],
    ['several conditions', () => ({ kind: ['TESTIMONY'], actorKind: ['PUPIL'], publishedFrom: day(4) }), 5],
  ])('by %s keeps what it says', async (_, filter, expected) => {
    const kept = await listContributions(
      here.open,
      { consultationId: here.consultationId, ...filter() },
      {
        first: 100,
      },
    )
    expect(kept.nodes).toHaveLength(expected)
    expect(await kept.countAll()).toBe(expected)
  })

  test.each<[string, () => ContributionFilter, string]>([
    ['another consultation’s theme', () => ({ themeId: elsewhere.themeId }), 'elsewhere'],
    ['another consultation’s author', () => ({ authorId: elsewhere.author.id }), 'elsewhere'],
    ['a theme that is none', () => ({ themeId: here.author.id }), 'unknown'],
    ['a territory that is none', () => ({ territoryId: here.themeId }), 'unknown'],
    ['a département, below which people could be singled out', () => ({ territoryId: ids.department }), 'belowAcademy'],
    ['an id that is none', () => ({ authorId: "'; DROP TABLE" }), 'unknown'],
  ])('by %s is refused', async (_, filter, rule) => {
    const asked = { consultationId: here.consultationId, ...filter() }
    await expect(listContributions(here.open, asked)).rejects.toMatchObject({ issues: [{ rule }] })
    await expect(counted(filter())).rejects.toThrow(ValidationError)
  })
})

describe('an order', () => {
  const keys: Record<Exclude<ContributionOrder, 'RELEVANCE'>, (row: Row) => string | number | null> = {
    NEWEST: (row) => row.publishedAt,
    OLDEST: (row) => row.publishedAt,
    MOST_SUPPORTED: (row) => row.supportCount,
    MOST_COMMENTED: (row) => row.commentCount,
  }
  type Row = Awaited<ReturnType<typeof listContributions>>['nodes'][number]

  test.each(Object.entries(keys))('%s is total, both ways, whatever the page', async (name, key) => {
    const orderBy = name as ContributionOrder
    const page = (args: object) =>
      listContributions(here.open, { consultationId: here.consultationId }, { orderBy, ...args })
    const forward: Row[] = []
    for (let after: string | undefined, goesOn = true; goesOn; ) {
      const { nodes, cursorOf, hasNextPage } = await page({ first: 7, after })
      forward.push(...nodes)
      after = nodes.at(-1) && cursorOf(nodes.at(-1) as Row)
      goesOn = hasNextPage
    }
    expect(new Set(forward.map(({ id }) => id)).size).toBe(30)
    const sorted = forward.map(key).sort((a, b) => ((a ?? 0) < (b ?? 0) ? -1 : 1))
    expect(forward.map(key)).toEqual(name === 'OLDEST' ? sorted : sorted.reverse())
    const last = await page({ last: 12 })
    expect(last.nodes.map(({ id }) => id)).toEqual(forward.slice(-12).map(({ id }) => id))
    const before = await page({ last: 12, before: last.nodes[0] && last.cursorOf(last.nodes[0]) })
    expect(before.nodes.map(({ id }) => id)).toEqual(forward.slice(-24, -12).map(({ id }) => id))
  })

  test('by relevance is relevance to something; a cursor is of its own order and filter', async () => {
    const asked = { consultationId: here.consultationId }
    await expect(listContributions(here.open, asked, { orderBy: 'RELEVANCE' })).rejects.toThrow(ValidationError)
    const { nodes, cursorOf } = await listContributions(here.open, asked)
    const after = nodes[0] && cursorOf(nodes[0])
    await expect(listContributions(here.open, asked, { orderBy: 'OLDEST', after })).rejects.toThrow(ValidationError)
    const other = { ...asked, kind: ['PROPOSAL' as const] }
    await expect(listContributions(here.open, other, { orderBy: 'NEWEST', after })).rejects.toThrow(ValidationError)
    await expect(listContributions(here.open, asked, { first: 1_000_000 })).rejects.toThrow(ValidationError)
  })
})

test('a page is one statement, with its authors; under several themes too', async () => {
  const one = await ctx.statementsOf(() => listContributions(here.open, { themeId: here.themeId }))
  expect(one).toHaveLength(1)
  const under = { parent: 'themeId' as const, ids: [here.themeId, elsewhere.themeId, String(ids.child)] }
  const pages = await listContributionsUnder(here.open, under, { first: 5 })
  expect(await ctx.statementsOf(() => listContributionsUnder(here.open, under, { first: 5 }))).toHaveLength(1)
  const sizes = pages.map((page) => (page instanceof Error ? page : [page.nodes.length, page.hasNextPage]))
  expect(sizes).toEqual([
    [5, true],
    [1, false],
    [5, true],
  ])
  const counts = () => Promise.all(pages.map((page) => (page instanceof Error ? page : page.countAll())))
  expect(await ctx.statementsOf(counts)).toHaveLength(1)
  expect(await counts()).toEqual([24, 1, 6])
  const [batched] = pages
  const [alone] = await listContributionsUnder(here.open, { ...under, ids: [here.themeId] }, { first: 5 })
  if (!alone || !batched || alone instanceof Error || batched instanceof Error) throw new Error('No page')
  expect(alone.nodes.map(({ id }) => id)).toEqual(batched.nodes.map(({ id }) => id))
  const [first] = alone.nodes
  expect(first && batched.cursorOf(first)).toBe(first && alone.cursorOf(first))
})

test('under a theme, a filter by another one is refused', async () => {
  const asked = { parent: 'themeId' as const, ids: [here.themeId], filter: { themeId: ids.child } }
  await expect(listContributionsUnder(here.open, asked)).rejects.toThrow(ValidationError)
})

test('a draft consultation’s contributions are in no list but its staff’s', async () => {
  await ctx.db.consultation.update({ where: { id: elsewhere.consultationId }, data: { status: 'DRAFT' } })
  const { nodes } = await listContributions(here.open, { consultationId: elsewhere.consultationId })
  expect(nodes).toEqual([])
  expect((await listContributions(ctx, { consultationId: elsewhere.consultationId })).nodes).toHaveLength(1)
  await ctx.db.consultation.update({ where: { id: elsewhere.consultationId }, data: { status: 'PUBLISHED' } })
})
