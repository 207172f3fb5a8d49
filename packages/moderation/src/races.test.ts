import { aConsultation, aContribution, aParticipant, aTheme, canRace } from '@cahier/db/testing'
import { ConflictError } from '@cahier/kernel'
import { viewerOf } from '@cahier/kernel/testing'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { decideOnContent, flagContent } from './index'
import { as, type ModerationTestContext, openModerationContext } from './testing'

let ctx: ModerationTestContext
let consultationId: string
let subject: { subjectType: string; subjectId: string }
beforeAll(async () => {
  ctx = await openModerationContext()
})
afterAll(() => ctx.close())
beforeEach(async () => {
  consultationId = (await aConsultation(ctx.db)).id
  const themeId = (await aTheme(ctx.db, consultationId)).id
  const { id: authorId } = await aParticipant(ctx.db, consultationId)
  const { id } = await aContribution(ctx.db, { consultationId, themeId }, { authorId })
  subject = { subjectType: 'Contribution', subjectId: id }
})

const manyParticipants = (count: number) =>
  Promise.all(Array.from({ length: count }, () => aParticipant(ctx.db, consultationId)))
const flagFrom = (participant: Awaited<ReturnType<typeof aParticipant>>) =>
  flagContent(as(ctx, viewerOf(participant)), { ...subject, ground: 'SPAM', explanation: 'Une réclame.' })
const decidedAt = async (): Promise<string[]> =>
  (await ctx.db.moderationDecision.findMany({ where: { consultationId }, orderBy: { id: 'asc' } })).map(
    ({ action }) => action,
  )

test.runIf(canRace)('of fifty moderators who hide at once, one decides and the others are told', async () => {
  const hide = (moderator: Awaited<ReturnType<typeof aParticipant>>) =>
    decideOnContent(as(ctx, viewerOf(moderator, 'MODERATOR')), {
      ...subject,
      action: 'HIDE',
      ground: 'HATE',
      reasons: 'La charte exclut la haine.',
    })
  const results = await Promise.allSettled((await manyParticipants(50)).map(hide))
  const refused = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []))
  expect(refused).toHaveLength(49)
  for (const reason of refused) expect(reason).toBeInstanceOf(ConflictError)
  expect(await decidedAt()).toEqual(['HIDE'])
  expect(await ctx.db.notice.count({ where: { participant: { consultationId } } })).toBe(1)
  expect(await ctx.db.outboxEvent.count({ where: { consultationId, type: 'decision.taken' } })).toBe(1)
})

test.runIf(canRace)(
  'of moderators who hide and restore at once, decisions alternate and end as the last says',
  async () => {
    const actions = Array.from({ length: 30 }, (_, n) => (n % 2 ? ('HIDE' as const) : ('RESTORE' as const)))
    const moderators = await manyParticipants(actions.length)
    await Promise.allSettled(
      moderators.map((moderator, n) =>
        decideOnContent(as(ctx, viewerOf(moderator, 'MODERATOR')), {
          ...subject,
          action: actions[n] ?? 'HIDE',
          ground: 'OTHER',
          reasons: 'Une raison.',
        }),
      ),
    )
    const decisions = await ctx.db.moderationDecision.findMany({
      where: { consultationId },
      orderBy: [{ decidedAt: 'asc' }, { id: 'asc' }],
    })
    const expected = decisions.map((_, n) => (n % 2 ? 'RESTORE' : 'HIDE'))
    expect(decisions.length).toBeGreaterThan(0)
    expect(decisions.map(({ action }) => action)).toEqual(expected)
    const { hiddenAt } = await ctx.db.contribution.findUniqueOrThrow({ where: { id: subject.subjectId } })
    expect(hiddenAt !== null).toBe(expected.at(-1) === 'HIDE')
  },
)

test.runIf(canRace)('a hundred racing flags of ten participants are ten flags', async () => {
  const reporters = await manyParticipants(10)
  const flags = await Promise.all(Array.from({ length: 10 }, () => reporters.map(flagFrom)).flat())
  expect(new Set(flags.map(({ id }) => id)).size).toBe(10)
  expect(await ctx.db.flag.count({ where: { consultationId } })).toBe(10)
  expect(await ctx.db.outboxEvent.count({ where: { consultationId, type: 'flag.made' } })).toBe(10)
})

test.runIf(canRace)('no flag stays open on what was hidden meanwhile', async () => {
  const reporters = await manyParticipants(30)
  const moderator = as(ctx, viewerOf(await aParticipant(ctx.db, consultationId), 'MODERATOR'))
  const hide = decideOnContent(moderator, { ...subject, action: 'HIDE', ground: 'SPAM', reasons: 'Une réclame.' })
  await Promise.allSettled([...reporters.slice(0, 15).map(flagFrom), hide, ...reporters.slice(15).map(flagFrom)])
  expect(await decidedAt()).toEqual(['HIDE'])
  expect(await ctx.db.flag.count({ where: { consultationId, decisionId: null } })).toBe(0)
})
