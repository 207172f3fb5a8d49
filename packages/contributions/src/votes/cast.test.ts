import { inTransaction, type VoteValue } from '@cahier/db'
import { aConsultation, aContribution, aParticipant } from '@cahier/db/testing'
import {
  NotAuthenticatedError,
  NotFoundError,
  NotParticipatingError,
  newId,
  once,
  PhaseClosedError,
  ValidationError,
  type Viewer,
  visitor,
} from '@cahier/kernel'
import { administrator, openTestContext, type TestContext, viewerOf } from '@cahier/kernel/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { castVote, removeVote, ThemeClosedError } from '../index'
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

const as = (viewer: Viewer): TestContext => ({ ...ctx, viewer })
const facts = () => ctx.db.outboxEvent.findMany({ where: { subjectId: contributionId }, orderBy: { position: 'asc' } })

describe('casting', () => {
  test('a vote is one statement, moves its counter, and is told without saying whose it is', async () => {
    const statements = await ctx.statementsOf(async () => {
      const cast = await castVote(here.own, { contributionId, value: 'AGREE' })
      expect(cast).toMatchObject({ vote: { value: 'AGREE' }, agreeCount: 1, mixedCount: 0, supportCount: 6 })
      expect(cast.vote?.castAt).toMatch(/^\d{4}-.*Z$/)
    })
    expect(statements).toHaveLength(1)
    const told = await facts()
    expect(told).toMatchObject([
      { type: 'vote.cast', subjectType: 'Contribution', consultationId, payload: { value: 'AGREE' } },
    ])
    expect(JSON.stringify(told[0], (_, value) => (typeof value === 'bigint' ? String(value) : value))).not.toContain(
      here.participant.id,
    )
  })

  test('a vote changes, and the same value again changes and tells nothing', async () => {
    await castVote(here.own, { contributionId, value: 'AGREE' })
    const changed = await castVote(here.own, { contributionId, value: 'DISAGREE' })
    const again = await castVote(here.own, { contributionId, value: 'DISAGREE' })
    expect(again).toEqual(changed)
    expect((await here.counters()).votes).toEqual([0, 0, 1])
    expect(await facts()).toHaveLength(2)
  })

  test('a vote is taken back in one statement; none is no fault', async () => {
    await castVote(here.own, { contributionId, value: 'MIXED' })
    const statements = await ctx.statementsOf(async () => {
      expect(await removeVote(here.own, { contributionId })).toMatchObject({ vote: null, mixedCount: 0 })
    })
    expect(statements).toHaveLength(1)
    expect(await removeVote(here.own, { contributionId })).toMatchObject({ vote: null })
    expect((await facts()).map(({ type }) => type)).toEqual(['vote.cast', 'vote.removed'])
  })

  test('authors may vote on their own contribution', async () => {
    const own = await aContribution(ctx.db, { consultationId, themeId }, { authorId: here.participant.id })
    expect(await castVote(here.own, { contributionId: own.id, value: 'AGREE' })).toMatchObject({ agreeCount: 1 })
  })

  test('inside a transaction it is part of it, and a key makes it happen once', async () => {
    const undone = inTransaction(here.own, async (tx) => {
      await castVote(tx, { contributionId, value: 'AGREE' })
      throw new Error('undo')
    })
    await expect(undone).rejects.toThrow('undo')
    expect((await here.counters()).votes).toEqual([0, 0, 0])
    const key = { holder: here.participant.id, key: newId(), act: 'castVote', input: { contributionId } }
    const cast = () => once(here.own, key, (tx) => castVote(tx, { contributionId, value: 'AGREE' }))
    expect(await cast()).toEqual(await cast())
    expect(await facts()).toHaveLength(1)
  })
})

describe('refusals', () => {
  const vote = (context: TestContext, id = contributionId) => castVote(context, { contributionId: id, value: 'AGREE' })

  test('only participants vote, whatever else they are', async () => {
    await expect(vote(as(visitor))).rejects.toThrow(NotAuthenticatedError)
    await expect(vote(ctx)).rejects.toThrow(NotAuthenticatedError)
    const elsewhere = (await aConsultation(ctx.db)).id
    const stranger = await aParticipant(ctx.db, elsewhere)
    for (const viewer of [administrator(newId()), viewerOf(stranger), viewerOf(stranger, 'MODERATOR', 'ORGANISER')])
      await expect(vote(as(viewer))).rejects.toThrow(NotParticipatingError)
    for (const role of ['FACILITATOR', 'MODERATOR', 'ANALYST', 'ORGANISER'] as const)
      await vote(as(viewerOf(await aParticipant(ctx.db, consultationId), role)))
    expect((await here.counters()).votes).toEqual([4, 0, 0])
  })

  test.each([
    ['hidden', { hiddenAt: new Date() }],
    ['withdrawn', { status: 'WITHDRAWN' as const }],
    ['a draft', { status: 'DRAFT' as const, publishedAt: null }],
  ])('what is %s takes no vote, of its author and moderators neither', async (_, state) => {
    const closed = await aContribution(ctx.db, { consultationId, themeId }, { ...state, authorId: here.participant.id })
    for (const viewer of [here.own.viewer, viewerOf(await aParticipant(ctx.db, consultationId), 'MODERATOR')])
      await expect(vote(as(viewer), closed.id)).rejects.toThrow(NotFoundError)
    expect((await here.counters(closed.id)).votes).toEqual([0, 0, 0])
  })

  test('a consultation that is a draft is not told of', async () => {
    await ctx.db.consultation.update({ where: { id: consultationId }, data: { status: 'DRAFT' } })
    const stranger = viewerOf(await aParticipant(ctx.db, (await aConsultation(ctx.db)).id))
    await expect(vote(as(stranger))).rejects.toThrow(NotFoundError)
    await expect(vote(here.own)).rejects.toThrow(PhaseClosedError)
  })

  test('a closed theme takes no vote, and gives none back', async () => {
    await castVote(here.own, { contributionId, value: 'AGREE' })
    await ctx.db.theme.update({ where: { id: themeId }, data: { status: 'CLOSED' } })
    await expect(vote(await here.join())).rejects.toMatchObject({ themeId, status: 'CLOSED' })
    await expect(removeVote(here.own, { contributionId })).rejects.toThrow(ThemeClosedError)
    expect((await here.counters()).votes).toEqual([1, 0, 0])
  })

  test('a closed phase says when the next one opens', async () => {
    await castVote(here.own, { contributionId, value: 'AGREE' })
    await ctx.db.phase.updateMany({ where: { consultationId }, data: { opens: ['CONTRIBUTING', 'COMMENTING'] } })
    const startsAt = new Date(Date.now() + 1_000_000)
    const later = { startsAt, endsAt: new Date(Date.now() + 2_000_000), opens: ['VOTING' as const] }
    await ctx.db.phase.create({ data: { id: newId(), consultationId, slug: 'vote', title: { fr: 'Vote' }, ...later } })
    for (const act of [() => vote(here.own), () => removeVote(here.own, { contributionId })])
      await expect(act()).rejects.toMatchObject({ activity: 'VOTING', opensAt: startsAt.toISOString() })
    expect((await here.counters()).votes).toEqual([1, 0, 0])
  })

  test('hostile input is refused', async () => {
    for (const id of ['', 'x', '\0', '\ud83d', newId(), here.participant.id, 'a'.repeat(1_000_000)])
      await expect(vote(here.own, id)).rejects.toThrow(NotFoundError)
    const value = 'PERHAPS' as VoteValue
    await expect(castVote(here.own, { contributionId, value })).rejects.toThrow(ValidationError)
  })
})
