import { VoteValue } from '@cahier/db'
import { aConsultation, aParticipant } from '@cahier/db/testing'
import { NotAuthenticatedError, ValidationError, type Viewer, visitor } from '@cahier/kernel'
import { openTestContext, type TestContext } from '@cahier/kernel/testing'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { castVote, importVotes } from '../index'
import { type Discussion, openDiscussion } from '../testing/discussion'

let ctx: TestContext
let here: Discussion
let consultationId: string
let contributionId: string
beforeAll(async () => {
  ctx = await openTestContext()
})
afterAll(() => ctx.close())
beforeEach(async () => {
  here = await openDiscussion(ctx)
  ;({ consultationId, contributionId } = here)
})

const as = (viewer: Viewer): TestContext => ({ ...ctx, viewer })
test('votes come in once, count, and never take the place of a later one', async () => {
  const people = await Promise.all(
    Array.from({ length: 30 }, () => aParticipant(ctx.db, consultationId, { personId: null })),
  )
  const castAt = new Date('2015-10-01T10:00:00Z')
  const rows = people.map(({ id }, n) => {
    const value = Object.values(VoteValue)[n % 3] ?? 'AGREE'
    return { contributionId, participantId: id, value, castAt }
  })
  const statements = await ctx.statementsOf(() => importVotes(ctx, consultationId, rows))
  expect(statements).toHaveLength(3)
  await importVotes(ctx, consultationId, rows)
  expect((await here.counters()).votes).toEqual([10, 10, 10])
  await castVote(here.own, { contributionId, value: 'AGREE' })
  await importVotes(ctx, consultationId, [
    { contributionId, participantId: here.participant.id, value: 'DISAGREE', castAt },
  ])
  expect((await here.counters()).votes).toEqual([11, 10, 10])
})

test('votes come in only for the platform, and only of the consultation', async () => {
  const row = { contributionId, participantId: here.participant.id, value: 'AGREE' as const, castAt: new Date() }
  await expect(importVotes(as(visitor), consultationId, [row])).rejects.toThrow(NotAuthenticatedError)
  await expect(importVotes(here.own, consultationId, [row])).rejects.toThrow('ADMINISTRATOR_REQUIRED')
  const elsewhere = (await aConsultation(ctx.db)).id
  await expect(importVotes(ctx, elsewhere, [row])).rejects.toThrow(ValidationError)
  expect((await here.counters()).votes).toEqual([0, 0, 0])
})
