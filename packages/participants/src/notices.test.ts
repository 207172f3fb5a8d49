import { inTransaction } from '@cahier/db'
import { aConsultation, aParticipant } from '@cahier/db/testing'
import { NotAuthenticatedError, newId, ValidationError, visitor } from '@cahier/kernel'
import { openTestContext, type TestContext, viewerOf } from '@cahier/kernel/testing'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { countNotices, listNotices, markNoticesRead, notify } from './index'

let ctx: TestContext
let mine: Awaited<ReturnType<typeof aParticipant>>
let theirs: typeof mine
let self: TestContext
beforeAll(async () => {
  ctx = await openTestContext()
})
afterAll(() => ctx.close())
beforeEach(async () => {
  const { id: consultationId } = await aConsultation(ctx.db)
  mine = await aParticipant(ctx.db, consultationId)
  theirs = await aParticipant(ctx.db, consultationId)
  self = { ...ctx, viewer: viewerOf(mine) }
})

const tell = (participantId: string, n = 0, at = new Date()) =>
  inTransaction({ ...ctx, clock: () => at }, (tx) => notify(tx, { participantId, type: 'test.told', payload: { n } }))
const numbers = async (...args: Parameters<typeof listNotices> extends [unknown, ...infer Rest] ? Rest : never) =>
  (await listNotices(self, ...args)).nodes.map(({ payload }) => payload.n)

test('a notice is written with the act that it tells of, or not at all', async () => {
  const failing = inTransaction(ctx, async (tx) => {
    await notify(tx, { participantId: mine.id, type: 'test.told', payload: {} })
    throw new Error('no')
  })
  await expect(failing).rejects.toThrow('no')
  expect(await countNotices(self)).toBe(0)
})

test('one reads one’s own alone, the latest first, a page in one statement', async () => {
  const start = Date.parse('2020-10-01T08:00:00Z')
  for (const n of [1, 2, 3]) await tell(mine.id, n, new Date(start + n))
  await tell(theirs.id, 9)
  expect(await numbers()).toEqual([3, 2, 1])
  const first = await listNotices(self, {}, { first: 2 })
  const after = first.nodes[1] && first.cursorOf(first.nodes[1])
  expect(await numbers({}, { after })).toEqual([1])
  expect(await numbers({ consultationId: mine.consultationId })).toEqual([3, 2, 1])
  expect(await numbers({ consultationId: newId() })).toEqual([])
  expect(await countNotices(self, { isRead: true })).toBe(0)
  expect(await ctx.statementsOf(() => listNotices(self))).toHaveLength(1)
  for (const viewer of [visitor, ctx.viewer]) {
    await expect(listNotices({ ...ctx, viewer })).rejects.toThrow(NotAuthenticatedError)
  }
})

test('one marks one’s own as read, once, whatever else one names', async () => {
  for (const n of [1, 2]) await tell(mine.id, n)
  await tell(theirs.id)
  const all = (await ctx.db.notice.findMany({ where: { participantId: { in: [mine.id, theirs.id] } } })).map(
    ({ id }) => id,
  )
  expect(await markNoticesRead(self, [...all, newId()])).toBe(2)
  expect(await markNoticesRead(self, all)).toBe(0)
  expect(await numbers({ isRead: false })).toEqual([])
  expect(await numbers({ isRead: true })).toHaveLength(2)
  expect(await ctx.db.notice.count({ where: { participantId: theirs.id, readAt: null } })).toBe(1)
  const told = await ctx.db.outboxEvent.findMany({
    where: { type: 'notice.read', consultationId: mine.consultationId },
  })
  expect(told).toMatchObject([{ subjectType: 'Notice', payload: { count: 2 } }])
  await expect(markNoticesRead({ ...ctx, viewer: visitor }, all)).rejects.toThrow(NotAuthenticatedError)
  for (const ids of [['\0'], Array.from({ length: 101 }, newId)]) {
    await expect(markNoticesRead(self, ids)).rejects.toThrow(ValidationError)
  }
})
