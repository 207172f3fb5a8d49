import { inTransaction, VoteValue } from '@cahier/db'
import { aConsultation, aContribution, aParticipant, aTheme, canRace } from '@cahier/db/testing'
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
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  castVote,
  getContribution,
  importVotes,
  listObstacles,
  removeVote,
  ThemeClosedError,
  viewerVotes,
} from '../index'

type Participant = Awaited<ReturnType<typeof aParticipant>>

let ctx: TestContext
let consultationId: string
let themeId: string
let contributionId: string
let participant: Participant
let voter: Viewer

const as = (viewer: Viewer): TestContext => ({ ...ctx, viewer })
const aVoter = async (): Promise<TestContext> => as(viewerOf(await aParticipant(ctx.db, consultationId)))
const counters = async (id = contributionId) => {
  const { agreeCount, mixedCount, disagreeCount } = await ctx.db.contribution.findUniqueOrThrow({ where: { id } })
  return [agreeCount, mixedCount, disagreeCount]
}
const facts = () => ctx.db.outboxEvent.findMany({ where: { subjectId: contributionId }, orderBy: { position: 'asc' } })

beforeAll(async () => {
  ctx = await openTestContext()
})
afterAll(() => ctx.close())
beforeEach(async () => {
  consultationId = (await aConsultation(ctx.db)).id
  themeId = (await aTheme(ctx.db, consultationId)).id
  contributionId = (await aContribution(ctx.db, { consultationId, themeId }, { importedAgreeCount: 5 })).id
  participant = await aParticipant(ctx.db, consultationId)
  voter = viewerOf(participant)
})

describe('casting', () => {
  test('a vote is one statement, moves its counter, and is told without saying whose it is', async () => {
    const statements = await ctx.statementsOf(async () => {
      const cast = await castVote(as(voter), { contributionId, value: 'AGREE' })
      expect(cast).toMatchObject({ vote: { value: 'AGREE' }, agreeCount: 1, mixedCount: 0, supportCount: 6 })
      expect(cast.vote?.castAt).toMatch(/^\d{4}-.*Z$/)
    })
    expect(statements).toHaveLength(1)
    const told = await facts()
    expect(told).toMatchObject([
      { type: 'vote.cast', subjectType: 'Contribution', consultationId, payload: { value: 'AGREE' } },
    ])
    expect(JSON.stringify(told[0], (_, value) => (typeof value === 'bigint' ? String(value) : value))).not.toContain(
      participant.id,
    )
  })

  test('a vote changes, and the same value again changes and tells nothing', async () => {
    await castVote(as(voter), { contributionId, value: 'AGREE' })
    const changed = await castVote(as(voter), { contributionId, value: 'DISAGREE' })
    const again = await castVote(as(voter), { contributionId, value: 'DISAGREE' })
    expect(again).toEqual(changed)
    expect(await counters()).toEqual([0, 0, 1])
    expect(await facts()).toHaveLength(2)
  })

  test('a vote is taken back in one statement; none is no fault', async () => {
    await castVote(as(voter), { contributionId, value: 'MIXED' })
    const statements = await ctx.statementsOf(async () => {
      expect(await removeVote(as(voter), { contributionId })).toMatchObject({ vote: null, mixedCount: 0 })
    })
    expect(statements).toHaveLength(1)
    expect(await removeVote(as(voter), { contributionId })).toMatchObject({ vote: null })
    expect((await facts()).map(({ type }) => type)).toEqual(['vote.cast', 'vote.removed'])
  })

  test('authors may vote on their own contribution', async () => {
    const own = await aContribution(ctx.db, { consultationId, themeId }, { authorId: participant.id })
    expect(await castVote(as(voter), { contributionId: own.id, value: 'AGREE' })).toMatchObject({ agreeCount: 1 })
  })

  test('inside a transaction it is part of it, and a key makes it happen once', async () => {
    const undone = inTransaction(as(voter), async (tx) => {
      await castVote(tx, { contributionId, value: 'AGREE' })
      throw new Error('undo')
    })
    await expect(undone).rejects.toThrow('undo')
    expect(await counters()).toEqual([0, 0, 0])
    const key = { holder: participant.id, key: newId(), act: 'castVote', input: { contributionId } }
    const cast = () => once(as(voter), key, (tx) => castVote(tx, { contributionId, value: 'AGREE' }))
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
    expect(await counters()).toEqual([4, 0, 0])
  })

  test.each([
    ['hidden', { hiddenAt: new Date() }],
    ['withdrawn', { status: 'WITHDRAWN' as const }],
    ['a draft', { status: 'DRAFT' as const, publishedAt: null }],
  ])('what is %s takes no vote, of its author and moderators neither', async (_, state) => {
    const closed = await aContribution(ctx.db, { consultationId, themeId }, { ...state, authorId: participant.id })
    for (const viewer of [voter, viewerOf(await aParticipant(ctx.db, consultationId), 'MODERATOR')])
      await expect(vote(as(viewer), closed.id)).rejects.toThrow(NotFoundError)
    expect(await counters(closed.id)).toEqual([0, 0, 0])
  })

  test('a consultation that is a draft is not told of', async () => {
    await ctx.db.consultation.update({ where: { id: consultationId }, data: { status: 'DRAFT' } })
    const stranger = viewerOf(await aParticipant(ctx.db, (await aConsultation(ctx.db)).id))
    await expect(vote(as(stranger))).rejects.toThrow(NotFoundError)
    await expect(vote(as(voter))).rejects.toThrow(PhaseClosedError)
  })

  test('a closed theme takes no vote, and gives none back', async () => {
    await castVote(as(voter), { contributionId, value: 'AGREE' })
    await ctx.db.theme.update({ where: { id: themeId }, data: { status: 'CLOSED' } })
    await expect(vote(await aVoter())).rejects.toMatchObject({ themeId, status: 'CLOSED' })
    await expect(removeVote(as(voter), { contributionId })).rejects.toThrow(ThemeClosedError)
    expect(await counters()).toEqual([1, 0, 0])
  })

  test('a closed phase says when the next one opens', async () => {
    await castVote(as(voter), { contributionId, value: 'AGREE' })
    await ctx.db.phase.updateMany({ where: { consultationId }, data: { opens: ['CONTRIBUTING', 'COMMENTING'] } })
    const startsAt = new Date(Date.now() + 1_000_000)
    const later = { startsAt, endsAt: new Date(Date.now() + 2_000_000), opens: ['VOTING' as const] }
    await ctx.db.phase.create({ data: { id: newId(), consultationId, slug: 'vote', title: { fr: 'Vote' }, ...later } })
    for (const act of [() => vote(as(voter)), () => removeVote(as(voter), { contributionId })])
      await expect(act()).rejects.toMatchObject({ activity: 'VOTING', opensAt: startsAt.toISOString() })
    expect(await counters()).toEqual([1, 0, 0])
  })

  test('hostile input is refused', async () => {
    for (const id of ['', 'x', '\0', '\ud83d', newId(), participant.id, 'a'.repeat(1_000_000)])
      await expect(vote(as(voter), id)).rejects.toThrow(NotFoundError)
    const value = 'PERHAPS' as VoteValue
    await expect(castVote(as(voter), { contributionId, value })).rejects.toThrow(ValidationError)
  })
})

describe('what the viewer is told', () => {
  test('their votes of a page are one statement, and nobody else’s', async () => {
    const other = (await aContribution(ctx.db, { consultationId, themeId })).id
    await castVote(as(voter), { contributionId, value: 'MIXED' })
    const ids = [other, 'x', contributionId]
    const statements = await ctx.statementsOf(async () => {
      expect(await viewerVotes(as(voter), ids)).toMatchObject([null, null, { contributionId, value: 'MIXED' }])
    })
    expect(statements).toHaveLength(1)
    for (const viewer of [visitor, administrator(newId()), (await aVoter()).viewer])
      expect(await viewerVotes(as(viewer), ids)).toEqual([null, null, null])
  })

  test('what keeps them from voting is told in one statement for a page', async () => {
    const closedTheme = (await aTheme(ctx.db, consultationId, { status: 'CLOSED' })).id
    const inClosedTheme = (await aContribution(ctx.db, { consultationId, themeId: closedTheme })).id
    const hidden = (await aContribution(ctx.db, { consultationId, themeId }, { hiddenAt: new Date() })).id
    const archived = (await aConsultation(ctx.db, { status: 'ARCHIVED' })).id
    const past = { consultationId: archived, themeId: (await aTheme(ctx.db, archived)).id }
    const ids = [contributionId, inClosedTheme, hidden, (await aContribution(ctx.db, past)).id, 'x']
    const statements = await ctx.statementsOf(async () => {
      expect(await listObstacles(as(voter), 'VOTING', ids)).toEqual([
        [],
        ['THEME_CLOSED'],
        ['NOT_PUBLIC'],
        ['NOT_PARTICIPATING', 'PHASE_CLOSED'],
        ['NOT_PUBLIC'],
      ])
    })
    expect(statements).toHaveLength(1)
    expect(await listObstacles(as(visitor), 'VOTING', ids.slice(0, 1))).toEqual([['NOT_AUTHENTICATED']])
  })
})

describe('votes that come in', () => {
  test('come once, count, and never take the place of a later one', async () => {
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
    expect(await counters()).toEqual([10, 10, 10])
    await castVote(as(voter), { contributionId, value: 'AGREE' })
    await importVotes(ctx, consultationId, [
      { contributionId, participantId: participant.id, value: 'DISAGREE', castAt },
    ])
    expect(await counters()).toEqual([11, 10, 10])
  })

  test('only for the platform, and only of the consultation', async () => {
    const row = { contributionId, participantId: participant.id, value: 'AGREE' as const, castAt: new Date() }
    await expect(importVotes(as(visitor), consultationId, [row])).rejects.toThrow(NotAuthenticatedError)
    await expect(importVotes(as(voter), consultationId, [row])).rejects.toThrow('ADMINISTRATOR_REQUIRED')
    const elsewhere = (await aConsultation(ctx.db)).id
    await expect(importVotes(ctx, elsewhere, [row])).rejects.toThrow(ValidationError)
    expect(await counters()).toEqual([0, 0, 0])
  })
})

test('whatever is cast, changed and taken back, counters are what a recount finds', async () => {
  const voters = await Promise.all(Array.from({ length: 4 }, aVoter))
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
      const kept = [await counters(), await counters(other)]
      await ctx.pool.query('SELECT "recountConsultation"($1)', [consultationId])
      expect([await counters(), await counters(other)]).toEqual(kept)
    }),
    { numRuns: 15 },
  )
})

describe('races', () => {
  const racing = (count: number, act: (n: number) => Promise<unknown>) =>
    Promise.allSettled(Array.from({ length: count }, (_, n) => act(n)))

  test('two hundred votes of one participant at once are one vote', async () => {
    const results = await racing(200, (n) =>
      castVote(as(voter), { contributionId, value: Object.values(VoteValue)[n % 3] ?? 'AGREE' }),
    )
    expect(results.filter(({ status }) => status === 'rejected')).toEqual([])
    expect(await ctx.db.vote.count({ where: { contributionId } })).toBe(1)
    expect((await counters()).sort()).toEqual([0, 0, 1])
  })

  test('two hundred participants at once are two hundred votes', async () => {
    const voters = await Promise.all(Array.from({ length: 200 }, aVoter))
    const results = await racing(200, (n) => castVote(voters[n] ?? ctx, { contributionId, value: 'AGREE' }))
    expect(results.filter(({ status }) => status === 'rejected')).toEqual([])
    expect(await counters()).toEqual([200, 0, 0])
    expect(await facts()).toHaveLength(200)
  })

  test.runIf(canRace)('no vote comes after the close of its phase is committed', async () => {
    const voters = await Promise.all(Array.from({ length: 100 }, aVoter))
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
    for (const result of results)
      if (result.status === 'rejected') expect(result.reason).toBeInstanceOf(PhaseClosedError)
  })
})
