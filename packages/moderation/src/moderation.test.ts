import { rawSql } from '@cahier/db'
import { aConsultation, aContribution, aParticipant, aTheme } from '@cahier/db/testing'
import {
  ConflictError,
  NotAllowedError,
  NotAuthenticatedError,
  NotFoundError,
  NotParticipatingError,
  newId,
  ValidationError,
  visitor,
} from '@cahier/kernel'
import { administrator, viewerOf } from '@cahier/kernel/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  canDecide,
  canFlag,
  decideOnContent,
  flagContent,
  getContent,
  getDecisions,
  getFlags,
  getLatestDecisions,
  haveFlagged,
  listDecisions,
  listFlags,
  type ModerationSubject,
} from './index'
import { as, contributionSubject, type ModerationTestContext, openModerationContext } from './testing'

type Participant = Awaited<ReturnType<typeof aParticipant>>

let ctx: ModerationTestContext
let consultationId: string
let author: Participant
let reader: Participant
let moderator: Participant
let subject: { subjectType: string; subjectId: string }
beforeAll(async () => {
  ctx = await openModerationContext()
})
afterAll(() => ctx.close())
beforeEach(async () => {
  consultationId = (await aConsultation(ctx.db)).id
  author = await aParticipant(ctx.db, consultationId)
  reader = await aParticipant(ctx.db, consultationId)
  moderator = await aParticipant(ctx.db, consultationId)
  subject = await written()
})

const written = async (authorId: string | null = author.id) => {
  const themeId = (await aTheme(ctx.db, consultationId)).id
  const { id } = await aContribution(ctx.db, { consultationId, themeId }, { authorId })
  return { subjectType: 'Contribution', subjectId: id }
}
const asReader = () => as(ctx, viewerOf(reader))
const asModerator = () => as(ctx, viewerOf(moderator, 'MODERATOR'))
const asAuthor = () => as(ctx, viewerOf(author))

const SPAM = { ground: 'SPAM', explanation: 'Une réclame.' } as const
const flag = (on = subject, from = asReader()) => flagContent(from, { ...on, ...SPAM })
const decide = (action: 'HIDE' | 'RESTORE' | 'KEEP', from = asModerator(), on = subject) =>
  decideOnContent(from, { ...on, action, ground: 'SPAM', reasons: 'La charte exclut la réclame.' })
const facts = async (): Promise<string[]> =>
  (await ctx.db.outboxEvent.findMany({ where: { consultationId }, orderBy: { position: 'asc' } })).map(
    ({ type }) => type,
  )

describe('flags', () => {
  test('a participant flags once; a second time gives the same flag, as it was written', async () => {
    const first = await flag()
    const second = await flagContent(asReader(), { ...subject, ground: 'HATE', explanation: 'Autre chose.' })
    expect(second).toEqual(first)
    expect(first).toMatchObject({ ...SPAM, ...subject, decisionId: null, reporterId: null })
    expect(await facts()).toEqual(['flag.made'])
    expect(await haveFlagged(asReader(), [subject, await written()])).toEqual([true, false])
    expect(await haveFlagged(asAuthor(), [subject])).toEqual([false])
  })

  test('nobody flags what they wrote, what they may not see, or from outside of the consultation', async () => {
    await expect(flag(subject, asAuthor())).rejects.toMatchObject({ name: 'NotAllowedError', reason: 'OWN_CONTENT' })
    await expect(flag(subject, as(ctx, visitor))).rejects.toThrow(NotAuthenticatedError)
    const other = await aParticipant(ctx.db, (await aConsultation(ctx.db)).id)
    await expect(flag(subject, as(ctx, viewerOf(other, 'MODERATOR')))).rejects.toThrow(NotParticipatingError)
    await expect(flag({ ...subject, subjectId: newId() })).rejects.toThrow(NotFoundError)
    await decide('HIDE')
    await expect(flag()).rejects.toThrow(NotFoundError)
    expect(await ctx.db.flag.count({ where: { consultationId } })).toBe(0)
  })

  test('who flagged is shown to moderators only, and never to the author of the content', async () => {
    const { id } = await flag()
    const seen = async (from: ModerationTestContext) => (await getFlags(from, [id]))[0]
    expect(await seen(asModerator())).toMatchObject({ reporterId: reader.id })
    expect(await seen(asReader())).toMatchObject({ reporterId: null })
    expect(await seen(asAuthor())).toBeNull()
    expect(await seen(as(ctx, viewerOf(author, 'MODERATOR')))).toBeNull()
    expect(await seen(as(ctx, visitor))).toBeNull()
    for (const role of ['FACILITATOR', 'ANALYST', 'ORGANISER'] as const) {
      expect(await seen(as(ctx, viewerOf(moderator, role)))).toBeNull()
    }
    const other = await aParticipant(ctx.db, (await aConsultation(ctx.db)).id)
    expect(await seen(as(ctx, viewerOf(other, 'MODERATOR')))).toBeNull()
  })
})

describe('decisions', () => {
  test('hiding answers the flags, tells the author the reasons, and leaves a fact', async () => {
    const { id: flagId } = await flag()
    const { decision, isHidden } = await decide('HIDE')
    expect(isHidden).toBe(true)
    expect((await getFlags(asModerator(), [flagId]))[0]?.decisionId).toBe(decision.id)
    const notices = await ctx.db.notice.findMany({ where: { participantId: author.id } })
    expect(notices).toMatchObject([
      { type: 'content.hidden', payload: { decisionId: decision.id, reasons: 'La charte exclut la réclame.' } },
    ])
    expect(await facts()).toEqual(['flag.made', 'decision.taken'])
    expect(await getContent(asReader(), subject)).toBeNull()
    expect(await getContent(asAuthor(), subject)).toMatchObject({ isHidden: true })
  })

  test('a decision is reversed by another one, and neither changes', async () => {
    const { decision: first } = await decide('HIDE')
    await expect(decide('HIDE')).rejects.toMatchObject({ reason: 'STATE', data: { state: 'HIDDEN' } })
    const { decision: second, isHidden } = await decide('RESTORE')
    expect(isHidden).toBe(false)
    await expect(decide('RESTORE')).rejects.toThrow(ConflictError)
    expect(await getDecisions(asModerator(), [first.id, second.id])).toEqual([first, second])
    expect(await getLatestDecisions(asAuthor(), [await written(), subject])).toEqual([null, second])
    expect(await getContent(asReader(), subject)).toMatchObject({ isHidden: false })
    const update = rawSql`UPDATE "moderationDecision" SET "reasons" = 'Autre' WHERE "id" = ${first.id}::uuid`
    await expect(update.execute(ctx.sql)).rejects.toThrow(/written once/)
    const remove = rawSql`DELETE FROM "moderationDecision" WHERE "id" = ${first.id}::uuid`
    await expect(remove.execute(ctx.sql)).rejects.toThrow(/written once/)
    expect(await getDecisions(asModerator(), [first.id])).toEqual([first])
  })

  test('keeping answers flags, and needs one', async () => {
    await expect(decide('KEEP')).rejects.toMatchObject({ reason: 'STATE', data: { openFlags: 0 } })
    await flag()
    expect(await decide('KEEP')).toMatchObject({ decision: { action: 'KEEP' }, isHidden: false })
    await expect(decide('KEEP')).rejects.toThrow(ConflictError)
    expect(await ctx.db.moderationDecision.count({ where: { consultationId } })).toBe(1)
  })

  test('only moderators of this very consultation decide, and never on what they wrote', async () => {
    await expect(decide('HIDE', as(ctx, visitor))).rejects.toThrow(NotAuthenticatedError)
    await expect(decide('HIDE', ctx)).rejects.toThrow(NotAuthenticatedError)
    for (const role of ['PARTICIPANT', 'FACILITATOR', 'ANALYST', 'ORGANISER'] as const) {
      await expect(decide('HIDE', as(ctx, viewerOf(reader, role)))).rejects.toThrow(NotAllowedError)
    }
    const other = await aParticipant(ctx.db, (await aConsultation(ctx.db)).id)
    await expect(decide('HIDE', as(ctx, viewerOf(other, 'MODERATOR')))).rejects.toThrow(NotAllowedError)
    const judge = viewerOf(author, 'MODERATOR')
    await expect(decide('HIDE', as(ctx, judge))).rejects.toMatchObject({ reason: 'OWN_CONTENT' })
    await expect(decide('HIDE', as(ctx, { ...judge, isAdministrator: true }))).rejects.toThrow(NotAllowedError)
    expect(await ctx.db.moderationDecision.count({ where: { consultationId } })).toBe(0)
    await expect(decide('HIDE', as(ctx, administrator(newId())))).resolves.toHaveProperty('isHidden', true)
  })

  test('what nobody here wrote is decided on with no one to tell', async () => {
    const orphan = await written(null)
    await expect(decide('HIDE', asModerator(), orphan)).resolves.toHaveProperty('isHidden', true)
    expect(await ctx.db.notice.count({ where: { participant: { consultationId } } })).toBe(0)
  })

  test('the decision, its flags, the content, the notice and the fact are one write', async () => {
    await flag()
    const failing: ModerationSubject = { ...contributionSubject, hide: () => Promise.reject(new Error('no')) }
    const without = { ...asModerator(), subjects: { Contribution: failing } }
    await expect(decide('HIDE', without)).rejects.toThrow('no')
    const mute = { ...asModerator(), notify: () => Promise.reject(new Error('no voice')) }
    await expect(decide('HIDE', mute)).rejects.toThrow('no voice')
    expect(await ctx.db.moderationDecision.count({ where: { consultationId } })).toBe(0)
    expect(await ctx.db.flag.count({ where: { consultationId, decisionId: null } })).toBe(1)
    expect(await getContent(asReader(), subject)).toMatchObject({ isHidden: false })
    expect(await facts()).toEqual(['flag.made'])
  })
})

test('what the viewer may do is what the acts let them do', async () => {
  const content = await getContent(ctx, subject)
  if (!content) throw new Error('There is no content')
  const may = (viewer: ModerationTestContext['viewer']) => [canFlag(viewer, content), canDecide(viewer, content)]
  expect(may(visitor)).toEqual([false, false])
  expect(may(viewerOf(reader))).toEqual([true, false])
  expect(may(viewerOf(moderator, 'MODERATOR'))).toEqual([true, true])
  expect(may(viewerOf(author, 'MODERATOR'))).toEqual([false, false])
  expect(may(administrator(newId()))).toEqual([false, true])
})

test('hostile input is refused with its reason, and leaves nothing', async () => {
  for (const explanation of ['a\0', '\ud83d', 'x'.repeat(1_000_000), ' ', '']) {
    await expect(flagContent(asReader(), { ...subject, ...SPAM, explanation })).rejects.toThrow(ValidationError)
    const decision = { ...subject, action: 'HIDE', ground: 'SPAM', reasons: explanation } as const
    await expect(decideOnContent(asModerator(), decision)).rejects.toThrow(ValidationError)
  }
  const strange = ['Theme', 'constructor', '__proto__', 'Contribution\0', '']
  for (const subjectType of strange) {
    await expect(flag({ ...subject, subjectType })).rejects.toThrow(ValidationError)
    await expect(getContent(ctx, { ...subject, subjectType })).rejects.toThrow(ValidationError)
    await expect(listFlags(asModerator(), { consultationId, subjectType })).rejects.toThrow(ValidationError)
  }
  for (const subjectId of ['pas-un-id', '\0', `${newId()}\0`]) {
    await expect(flag({ ...subject, subjectId })).rejects.toThrow(ValidationError)
    expect(await getContent(ctx, { ...subject, subjectId })).toBeNull()
    const filter = { consultationId, subject: { ...subject, subjectId } }
    await expect(listDecisions(asModerator(), filter)).rejects.toThrow(ValidationError)
  }
  expect(await getFlags(ctx, ['pas-un-id', newId()])).toEqual([null, null])
  expect(await getDecisions(ctx, ['\0', subject.subjectId])).toEqual([null, null])
  expect(await ctx.db.flag.count({ where: { consultationId } })).toBe(0)
})

test('flagging is five statements, deciding eight, of which three are the app’s: find, hide, notify', async () => {
  expect(await ctx.statementsOf(() => flag())).toHaveLength(5)
  expect(await ctx.statementsOf(() => decide('HIDE'))).toHaveLength(8)
})
