import { aConsultation, aParticipant } from '@cahier/db/testing'
import {
  areOpen,
  ConflictError,
  NotAllowedError,
  NotAuthenticatedError,
  NotFoundError,
  newId,
  ValidationError,
  visitor,
} from '@cahier/kernel'
import { openTestContext, type TestContext, viewerOf } from '@cahier/kernel/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  addContextPage,
  addPhase,
  addSpace,
  editContextPage,
  editPhase,
  editSpace,
  getContextPages,
  getPhases,
  getSpaces,
  isRunning,
  listContextPages,
  listPhases,
  listSpaces,
  type PhaseFields,
  removeContextPage,
  removePhase,
  removeSpace,
  type Space,
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

const phase = (more: Partial<PhaseFields> = {}) =>
  addPhase(ctx, {
    consultationId,
    slug: 'phase',
    title: { fr: 'Phase' },
    opens: ['VOTING'],
    startsAt: '2020-08-31T00:00:00+02:00',
    endsAt: new Date('2020-10-01T22:00:00Z'),
    ...more,
  })
const space = (slug: string, within = ctx): Promise<Space> =>
  addSpace(within, { consultationId, slug, kind: 'RESOURCES', title: { fr: slug }, summary: { fr: slug } })
const page = (slug: string, within = ctx) =>
  addContextPage(within, { consultationId, slug, title: { fr: slug }, body: { fr: '# Contexte' } })
const by = (viewer: TestContext['viewer']): TestContext => ({ ...ctx, viewer })
const slugsOf = async (list: (ctx: TestContext, ids: string[]) => Promise<{ slug: string }[][]>) =>
  (await list(ctx, [consultationId]))[0]?.map(({ slug }) => slug)

describe('phases', () => {
  test('are listed by their start, in UTC, each activity once', async () => {
    const added = await phase({ opens: ['VOTING', 'COMMENTING', 'VOTING'] })
    expect(added).toMatchObject({ opens: ['VOTING', 'COMMENTING'], startsAt: '2020-08-30T22:00:00.000Z', version: 1 })
    expect(await slugsOf(listPhases)).toEqual(['phase', 'ouverte'])
  })

  test('what they open changes with them', async () => {
    const [open] = (await listPhases(ctx, [consultationId]))[0] ?? []
    if (!open) throw new Error('No phase')
    const isOpen = async () => (await areOpen(ctx, [consultationId], 'VOTING'))[0]
    expect(await isOpen()).toBe(true)
    const closed = await editPhase(ctx, { id: open.id, version: open.version, opens: ['COMMENTING'] })
    expect(await isOpen()).toBe(false)
    const opened = await editPhase(ctx, { id: open.id, version: closed.version, opens: ['VOTING'] })
    await removePhase(ctx, opened)
    expect(await isOpen()).toBe(false)
  })

  test('end after they start, by both dates or by one', async () => {
    const order = { issues: [{ path: ['endsAt'], rule: 'order' }] }
    await expect(phase({ endsAt: '2020-08-30T22:00:00Z' })).rejects.toMatchObject(order)
    const { id, version } = await phase()
    await expect(editPhase(ctx, { id, version, endsAt: '2020-08-30T22:00:00Z' })).rejects.toMatchObject(order)
    await expect(editPhase(ctx, { id, version, startsAt: new Date('2021-01-01') })).rejects.toMatchObject(order)
    const later = { startsAt: '2022-01-01T00:00:00Z', endsAt: '2022-01-02T00:00:00Z' }
    expect((await editPhase(ctx, { id, version, ...later })).startsAt).toBe('2022-01-01T00:00:00.000Z')
  })

  test.each(['0000-01-01T00:00:00Z', '9999-12-31T00:00:00Z', '2020-13-01T00:00:00Z', '2020-01-01', '', new Date('x')])(
    'no instant is %s',
    async (endsAt) => {
      await expect(phase({ endsAt })).rejects.toThrow(ValidationError)
    },
  )

  test('run from their first instant until the one after their last', () => {
    const dates = { startsAt: '2020-01-01T00:00:00.000Z', endsAt: '2020-01-02T00:00:00.000Z' }
    const at = (instant: string) => isRunning(dates, new Date(instant))
    expect([at('2019-12-31T23:59:59.999Z'), at(dates.startsAt)]).toEqual([false, true])
    expect([at('2020-01-01T23:59:59.999Z'), at(dates.endsAt)]).toEqual([true, false])
  })
})

describe('spaces and pages', () => {
  test('go last, move, and keep their order', async () => {
    const [a] = [await space('a'), await space('b'), await space('c')]
    await removeSpace(ctx, a)
    const d = await space('d')
    expect(await slugsOf(listSpaces)).toEqual(['b', 'c', 'd'])
    const moved = await editSpace(ctx, { id: d.id, version: d.version, position: 0 })
    expect(moved).toMatchObject({ position: 0, version: 2 })
    expect(await slugsOf(listSpaces)).toEqual(['d', 'b', 'c'])
    const [first] = [await page('un'), await page('deux')]
    await editContextPage(ctx, { id: first.id, version: 1, position: 99, body: { fr: 'Autre' } })
    expect(await slugsOf(listContextPages)).toEqual(['deux', 'un'])
    expect((await getContextPages(ctx, [first.id]))[0]?.body).toEqual({ fr: 'Autre' })
  })

  test('added at once, each has a place of its own', async () => {
    await Promise.all(['a', 'b', 'c', 'd', 'e', 'f'].map((slug) => space(slug)))
    const places = (await listSpaces(ctx, [consultationId]))[0]?.map(({ position }) => position)
    expect(places).toEqual([0, 1, 2, 3, 4, 5])
  })

  test('are no more than the bound, even when they come at once', async () => {
    const row = { consultationId, kind: 'RESOURCES' as const, title: { fr: 'a' }, summary: { fr: 'a' } }
    const data = Array.from({ length: 48 }, (_, n) => ({ ...row, id: newId(), slug: `s-${n}`, position: n }))
    await ctx.db.space.createMany({ data })
    const results = await Promise.allSettled(['a', 'b', 'c', 'd'].map((slug) => space(slug)))
    const refused = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []))
    expect(refused).toHaveLength(2)
    for (const error of refused) expect(error).toMatchObject({ issues: [{ rule: 'tooMany', params: { max: 50 } }] })
  })
})

describe.each([
  ['phase', () => phase(), editPhase, removePhase, getPhases],
  ['space', () => space('a'), editSpace, removeSpace, getSpaces],
  ['page', () => page('a'), editContextPage, removeContextPage, getContextPages],
] as const)('a %s', (fact, add, edit, remove, get) => {
  const change = { title: { fr: 'Autre' } }

  test('is added, edited and removed, each with its fact', async () => {
    const { id, version } = await add()
    const edited = await edit(ctx, { id, version, ...change })
    expect(edited).toMatchObject({ title: { fr: 'Autre' }, version: version + 1 })
    expect(await remove(ctx, edited)).toEqual(edited)
    expect(await get(ctx, [id])).toEqual([null])
    const facts = await ctx.db.outboxEvent.findMany({ where: { subjectId: id }, orderBy: { position: 'asc' } })
    expect(facts.map(({ type }) => type)).toEqual([`${fact}.added`, `${fact}.edited`, `${fact}.removed`])
  })

  test('has an address of its own in its consultation', async () => {
    await add()
    await expect(add()).rejects.toMatchObject({ issues: [{ path: ['slug'], rule: 'taken' }] })
    consultationId = (await aConsultation(ctx.db)).id
    await expect(add()).resolves.toHaveProperty('version', 1)
  })

  test('of many changes from one version, one is done', async () => {
    const { id, version } = await add()
    const edits = Array.from({ length: 5 }, () => edit(ctx, { id, version, ...change }))
    const results = await Promise.allSettled([...edits, remove(ctx, { id, version })])
    const refused = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []))
    expect(refused).toHaveLength(5)
    for (const error of refused) expect([ConflictError, NotFoundError]).toContain(error.constructor)
  })

  test('is written by organisers of this very consultation, while it is not archived', async () => {
    const part = await add()
    const participant = await aParticipant(ctx.db, consultationId)
    const elsewhere = await aParticipant(ctx.db, (await aConsultation(ctx.db)).id)
    const attempts = (viewer: TestContext['viewer']) => [
      () => edit(by(viewer), { id: part.id, version: part.version, ...change }),
      () => remove(by(viewer), part),
      () => space('autre', by(viewer)),
      () => page('autre', by(viewer)),
    ]
    for (const attempt of attempts(visitor)) await expect(attempt()).rejects.toThrow(NotAuthenticatedError)
    const strangers = (['PARTICIPANT', 'FACILITATOR', 'MODERATOR', 'ANALYST'] as const).map((role) =>
      viewerOf(participant, role),
    )
    for (const viewer of [...strangers, viewerOf(elsewhere, 'ORGANISER')]) {
      for (const attempt of attempts(viewer)) await expect(attempt()).rejects.toThrow(NotAllowedError)
    }
    const organiser = viewerOf(participant, 'ORGANISER')
    await ctx.db.consultation.update({ where: { id: consultationId }, data: { status: 'ARCHIVED' } })
    for (const attempt of attempts(organiser)) await expect(attempt()).rejects.toMatchObject({ reason: 'STATE' })
    await ctx.db.consultation.update({ where: { id: consultationId }, data: { status: 'DRAFT' } })
    await expect(edit(by(organiser), { ...part, ...change })).resolves.toHaveProperty('version', 2)
  })

  test('of a draft is seen by its staff alone', async () => {
    const part = await add()
    await ctx.db.consultation.update({ where: { id: consultationId }, data: { status: 'DRAFT' } })
    const analyst = viewerOf(await aParticipant(ctx.db, consultationId), 'ANALYST')
    const elsewhere = viewerOf(await aParticipant(ctx.db, (await aConsultation(ctx.db)).id), 'ORGANISER')
    for (const viewer of [visitor, elsewhere]) {
      expect(await get(by(viewer), [part.id])).toEqual([null])
      await expect(remove(by(viewer), part)).rejects.toThrow(NotFoundError)
    }
    expect(await get(by(analyst), [part.id, 'x', newId(), consultationId])).toMatchObject([part, null, null, null])
  })
})

test('the parts of many consultations are one statement a kind, in the order asked', async () => {
  await space('a')
  const other = (await aConsultation(ctx.db)).id
  const lists = () =>
    Promise.all(
      [listPhases, listSpaces, listContextPages].map((list) => list(by(visitor), [other, consultationId, newId()])),
    )
  expect((await lists()).map((kind) => kind.map((parts) => parts.length))).toEqual([
    [1, 1, 0],
    [0, 1, 0],
    [0, 0, 0],
  ])
  expect(await ctx.statementsOf(lists)).toHaveLength(3)
})

test('hostile parts are refused, and leave nothing', async () => {
  for (const text of ['a\0', '\ud83d', 'x'.repeat(1_000_000), '']) {
    await expect(phase({ title: { fr: text } })).rejects.toThrow(ValidationError)
    const summary = { fr: text }
    const hostile = { consultationId, slug: 'a', kind: 'RESOURCES' as const, title: { fr: 'a' }, summary }
    await expect(addSpace(ctx, hostile)).rejects.toThrow(ValidationError)
    await expect(addContextPage(ctx, { ...hostile, body: summary })).rejects.toThrow(ValidationError)
  }
  const { id, version } = await space('b')
  for (const position of [-1, 0.5, Number.NaN, 2 ** 53])
    await expect(editSpace(ctx, { id, version, position })).rejects.toThrow(ValidationError)
  await expect(addSpace(ctx, { ...(await space('c')), consultationId: newId(), slug: 'd' })).rejects.toThrow(
    NotFoundError,
  )
  await expect(phase({ slug: 'É' })).rejects.toThrow(ValidationError)
  expect(await slugsOf(listSpaces)).toEqual(['b', 'c'])
  expect(await slugsOf(listPhases)).toEqual(['ouverte'])
})
