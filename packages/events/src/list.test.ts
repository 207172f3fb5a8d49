import { randomUUID } from 'node:crypto'
import { aConsultation, anEvent, aTheme } from '@cahier/db/testing'
import { newId, ValidationError } from '@cahier/kernel'
import { openTestContext, type TestContext } from '@cahier/kernel/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  countEvents,
  createEvent,
  type Event,
  type EventFilter,
  listEvents,
  listEventsUnder,
  type NewEvent,
} from './index'

let ctx: TestContext
let consultationId: string
beforeAll(async () => {
  ctx = await openTestContext()
})
afterAll(() => ctx.close())
beforeEach(async () => {
  consultationId = (await aConsultation(ctx.db)).id
})

const event = (slug: string, more: Partial<NewEvent> = {}): Promise<Event> =>
  createEvent(ctx, {
    consultationId,
    slug,
    title: { fr: slug },
    scope: 'ACADEMIC',
    mode: 'HYBRID',
    startsAt: new Date('2030-09-03T16:00:00Z'),
    endsAt: new Date('2030-09-03T18:00:00Z'),
    ...more,
  })
const slugs = async (filter: EventFilter = {}): Promise<string[]> =>
  (await listEvents(ctx, { consultationId, ...filter })).nodes.map(({ slug }) => slug)

const aTerritory = async (parent?: { id: string; kind: string; regionId: string }) => {
  const id = randomUUID()
  const kind = !parent ? 'ACADEMIC_REGION' : parent.kind === 'ACADEMIC_REGION' ? 'ACADEMY' : 'DEPARTMENT'
  const academyId = kind === 'ACADEMY' ? id : kind === 'DEPARTMENT' ? (parent?.id ?? null) : null
  const place = { parentId: parent?.id ?? null, academyId, regionId: parent?.regionId ?? id }
  return ctx.db.territory.create({ data: { id, kind, code: id.slice(0, 8), name: 'Un territoire', ...place } })
}

describe('lists', () => {
  const day = (n: number) => ({
    startsAt: new Date(Date.UTC(2030, 8, n, 17)),
    endsAt: new Date(Date.UTC(2030, 8, n, 18)),
  })

  test('events are listed by their start, forwards and backwards, in one statement', async () => {
    for (const n of [3, 1, 2]) await event(`jour-${n}`, day(n))
    expect(await slugs()).toEqual(['jour-1', 'jour-2', 'jour-3'])
    const filter = { consultationId }
    const first = await listEvents(ctx, filter, 'LATEST', { first: 2 })
    expect(first.nodes.map(({ slug }) => slug)).toEqual(['jour-3', 'jour-2'])
    const [, last] = first.nodes
    const after = last && first.cursorOf(last)
    const next = await listEvents(ctx, filter, 'LATEST', { first: 2, after })
    expect([next.nodes.map(({ slug }) => slug), next.hasNextPage]).toEqual([['jour-1'], false])
    const back = await listEvents(ctx, filter, 'EARLIEST', { last: 1 })
    expect(back.nodes.map(({ slug }) => slug)).toEqual(['jour-3'])
    await expect(listEvents(ctx, filter, 'EARLIEST', { after })).rejects.toThrow(ValidationError)
    expect(await ctx.statementsOf(() => listEvents(ctx, filter))).toHaveLength(1)
  })

  test('each filter keeps what it says, and counts the same', async () => {
    const theme = await aTheme(ctx.db, consultationId)
    const region = await aTerritory()
    const academy = await aTerritory(region)
    const department = await aTerritory(academy)
    await event('a', { ...day(1), scope: 'NATIONAL', themeIds: [theme.id], territoryId: department.id })
    await event('b', { ...day(2), mode: 'ONLINE', territoryId: academy.id })
    await anEvent(ctx.db, consultationId, { ...day(3), slug: 'c', capacity: 1, confirmedCount: 1, origin: 'SYNTHETIC' })
    const kept: [EventFilter, string[]][] = [
      [{ scope: ['NATIONAL', 'SCHOOL'] }, ['a']],
      [{ mode: ['ONLINE'], origin: ['NATIVE'] }, ['b']],
      [{ themeId: theme.id }, ['a']],
      [{ territoryId: region.id }, ['a', 'b']],
      [{ territoryId: academy.id }, ['a', 'b']],
      [{ territoryId: department.id }, ['a']],
      [{ startsFrom: day(2).startsAt }, ['b', 'c']],
      [{ startsFrom: day(1).startsAt, startsUntil: day(2).startsAt }, ['a']],
      [{ hasPlacesLeft: true }, ['a', 'b']],
      [{ hasPlacesLeft: false }, ['c']],
      [{ origin: ['SYNTHETIC'] }, ['c']],
      [{ scope: [] }, []],
    ]
    for (const [filter, expected] of kept) {
      expect(await slugs(filter), JSON.stringify(filter)).toEqual(expected)
      expect(await countEvents(ctx, { consultationId, ...filter })).toBe(expected.length)
    }
  })

  test('a filter on what is elsewhere or nowhere is told apart from an empty list', async () => {
    const elsewhere = await aTheme(ctx.db, (await aConsultation(ctx.db)).id)
    const here = await aTheme(ctx.db, consultationId)
    expect(await slugs({ themeId: here.id })).toEqual([])
    for (const filter of [
      { themeId: elsewhere.id },
      { themeId: newId() },
      { territoryId: newId() },
      { themeId: 'x' },
    ]) {
      await expect(slugs(filter)).rejects.toThrow(ValidationError)
      await expect(countEvents(ctx, { consultationId, ...filter })).rejects.toThrow(ValidationError)
    }
  })

  test('a page under many themes is one statement, in the order of the themes, each its own list', async () => {
    const [one, two, none] = [
      await aTheme(ctx.db, consultationId),
      await aTheme(ctx.db, consultationId),
      await aTheme(ctx.db, consultationId),
    ]
    await event('a', { ...day(1), themeIds: [one.id, two.id] })
    await event('b', { ...day(2), themeIds: [two.id] })
    const under = { parent: 'themeId', ids: [two.id, none.id, one.id] } as const
    const pages = await listEventsUnder(ctx, under, { first: 1 })
    const lists = pages.map((page) => (page instanceof Error ? page : page.nodes.map(({ slug }) => slug)))
    expect(lists).toEqual([['a'], [], ['a']])
    const counts = pages.map((page) => (page instanceof Error ? page : page.countAll()))
    expect(await Promise.all(counts)).toEqual([2, 0, 1])
    expect(await ctx.statementsOf(() => listEventsUnder(ctx, under))).toHaveLength(1)
    const [first] = pages
    if (!first || first instanceof Error || !first.nodes[0]) throw new Error('A page')
    const next = await listEventsUnder(ctx, under, { after: first.cursorOf(first.nodes[0]) })
    expect(next[1]).toBeInstanceOf(ValidationError)
    expect(next[0] instanceof Error ? next[0] : next[0]?.nodes.map(({ slug }) => slug)).toEqual(['b'])
    const other = { ...under, filter: { themeId: none.id } }
    await expect(listEventsUnder(ctx, other)).rejects.toThrow(ValidationError)
  })
})
