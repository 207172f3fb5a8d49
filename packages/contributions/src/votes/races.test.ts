import { VoteValue } from '@cahier/db'
import { aContribution, canRace } from '@cahier/db/testing'
import { PhaseClosedError } from '@cahier/kernel'
import { openTestContext, type TestContext } from '@cahier/kernel/testing'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { castVote, getContribution, removeVote } from '../index'
import { type Discussion, openDiscussion } from '../testing/discussion'

let ctx: TestContext
let here: Discussion
let consultationId: string
let themeId: string
let contributionId: string
beforeAll(async () => {
  ctx = await openTestContext()
})
afterAll(() => ctx.close())
beforeEach(async () => {
  here = await openDiscussion(ctx)
  ;({ consultationId, themeId, contributionId } = here)
})

test('whatever is cast, changed and taken back, counters are what a recount finds', async () => {
  const voters = await Promise.all(Array.from({ length: 4 }, () => here.join()))
  const other = (await aContribution(ctx.db, { consultationId, themeId })).id
  const act = fc.record({
    voter: fc.nat({ max: 3 }),
    id: fc.constantFrom(contributionId, other),
    value: fc.constantFrom(...Object.values(VoteValue), null),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(act, { maxLength: 12 }), async (acts) => {
      for (const { voter: n, id, value } of acts) {
        const context = voters[n] ?? ctx
        await (value ? castVote(context, { contributionId: id, value }) : removeVote(context, { contributionId: id }))
      }
      const kept = [await here.counters(), await here.counters(other)]
      await here.recount()
      expect([await here.counters(), await here.counters(other)]).toEqual(kept)
    }),
    { numRuns: 15 },
  )
})

const racing = (count: number, act: (n: number) => Promise<unknown>) =>
  Promise.allSettled(Array.from({ length: count }, (_, n) => act(n)))

test('two hundred votes of one participant at once are one vote', async () => {
  const results = await racing(200, (n) =>
    castVote(here.own, { contributionId, value: Object.values(VoteValue)[n % 3] ?? 'AGREE' }),
  )
  expect(results.filter(({ status }) => status === 'rejected')).toEqual([])
  expect(await ctx.db.vote.count({ where: { contributionId } })).toBe(1)
  expect((await here.counters()).votes.sort()).toEqual([0, 0, 1])
})

test('two hundred participants at once are two hundred votes', async () => {
  const voters = await Promise.all(Array.from({ length: 200 }, () => here.join()))
  const results = await racing(200, (n) => castVote(voters[n] ?? ctx, { contributionId, value: 'AGREE' }))
  expect(results.filter(({ status }) => status === 'rejected')).toEqual([])
  expect((await here.counters()).votes).toEqual([200, 0, 0])
  expect(await ctx.db.outboxEvent.count({ where: { subjectId: contributionId } })).toBe(200)
})

test.runIf(canRace)('no vote comes after the close of its phase is committed', async () => {
  const voters = await Promise.all(Array.from({ length: 100 }, () => here.join()))
  let atClose = -1
  const close = async (): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve, 15))
    await ctx.db.phase.updateMany({ where: { consultationId }, data: { opens: [] } })
    atClose = await ctx.db.vote.count({ where: { contributionId } })
  }
  const [results] = await Promise.all([
    racing(100, (n) => castVote(voters[n] ?? ctx, { contributionId, value: 'AGREE' })),
    close(),
  ])
  const cast = results.filter(({ status }) => status === 'fulfilled').length
  expect(atClose).toBe(cast)
  expect((await getContribution(ctx, contributionId))?.agreeCount).toBe(cast)
  for (const result of results) if (result.status === 'rejected') expect(result.reason).toBeInstanceOf(PhaseClosedError)
})
