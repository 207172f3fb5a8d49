import type { Stance } from '@cahier/db'
import { aComment, aConsultation, aContribution, aParticipant } from '@cahier/db/testing'
import {
  NotAuthenticatedError,
  NotFoundError,
  NotParticipatingError,
  newId,
  PhaseClosedError,
  ValidationError,
  type Viewer,
  visitor,
} from '@cahier/kernel'
import { administrator, openTestContext, type TestContext, viewerOf } from '@cahier/kernel/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { addComment, editComment, getComment, ThemeClosedError, withdrawComment } from '../index'
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
const facts = (subjectId: string) =>
  ctx.db.outboxEvent.findMany({
    where: { subjectId },
    orderBy: { position: 'asc' },
    select: { type: true, payload: true },
  })

describe('adding', () => {
  test('a comment is public at once, counted, told, and comes with its author', async () => {
    const added = await here.comment()
    expect(added).toMatchObject({
      stance: 'FOR',
      body: 'Parce que.',
      locale: 'fr',
      version: 1,
      parentId: null,
      consultationId,
    })
    expect(added.authorDisplayName).toBe(here.participant.pseudonym)
    expect(await getComment(as(visitor), added.id)).toEqual(added)
    expect((await here.counters()).comments).toEqual([1, 1, 0])
    expect(await facts(added.id)).toEqual([{ type: 'comment.published', payload: { contributionId, stance: 'FOR' } }])
  })

  test('a reply is under a public comment of the same contribution', async () => {
    const start = await here.comment()
    expect((await here.comment({ parentId: start.id })).parentId).toBe(start.id)
    const other = await aContribution(ctx.db, { consultationId, themeId })
    const elsewhere = await aComment(ctx.db, other.id)
    const hidden = await aComment(ctx.db, contributionId, { hiddenAt: new Date() })
    for (const parentId of [elsewhere.id, hidden.id, newId(), contributionId, 'x', '\0'])
      await expect(here.comment({ parentId })).rejects.toThrow(ValidationError)
    expect((await here.counters()).comments).toEqual([2, 2, 0])
  })

  test('only participants comment', async () => {
    const input = { contributionId, stance: 'FOR' as const, body: 'Oui' }
    for (const context of [as(visitor), ctx])
      await expect(addComment(context, input)).rejects.toThrow(NotAuthenticatedError)
    const stranger = await aParticipant(ctx.db, (await aConsultation(ctx.db)).id)
    for (const viewer of [administrator(newId()), viewerOf(stranger, 'MODERATOR', 'ORGANISER')])
      await expect(addComment(as(viewer), input)).rejects.toThrow(NotParticipatingError)
    for (const role of ['FACILITATOR', 'MODERATOR', 'ANALYST', 'ORGANISER'] as const)
      await addComment(await here.join(role), input)
    expect((await here.counters()).comments).toEqual([4, 4, 0])
  })

  test.each([
    ['hidden', { hiddenAt: new Date() }],
    ['withdrawn', { status: 'WITHDRAWN' as const }],
    ['a draft', { status: 'DRAFT' as const, publishedAt: null }],
  ])('what is %s takes no comment, of its author neither', async (_, state) => {
    const closed = await aContribution(ctx.db, { consultationId, themeId }, { ...state, authorId: here.participant.id })
    await expect(here.comment({ contributionId: closed.id })).rejects.toThrow(NotFoundError)
    expect(await ctx.db.comment.count({ where: { contributionId: closed.id } })).toBe(0)
  })

  test('nothing is said nor edited under a closed theme or outside a phase; taking back is always possible', async () => {
    const [first, second] = [await here.comment(), await here.comment()]
    const edit = (id: string) => editComment(here.own, { id, version: 1, body: 'Autre' })
    await ctx.db.theme.update({ where: { id: themeId }, data: { status: 'CLOSED' } })
    for (const act of [() => here.comment(), () => edit(first.id)])
      await expect(act()).rejects.toThrow(ThemeClosedError)
    await ctx.db.theme.update({ where: { id: themeId }, data: { status: 'OPEN' } })
    await ctx.db.phase.updateMany({ where: { consultationId }, data: { opens: ['CONTRIBUTING', 'VOTING'] } })
    for (const act of [() => here.comment(), () => edit(second.id)])
      await expect(act()).rejects.toThrow(PhaseClosedError)
    expect(await withdrawComment(here.own, first)).toMatchObject({ status: 'WITHDRAWN', body: 'Parce que.' })
    expect((await here.counters()).comments).toEqual([1, 1, 0])
  })

  test('hostile input is refused, and leaves nothing', async () => {
    for (const body of ['', '  ', 'a\0', '\ud83d', 'x'.repeat(5_001), 'x'.repeat(1_048_576)])
      await expect(here.comment({ body })).rejects.toThrow(ValidationError)
    await expect(here.comment({ stance: 'MAYBE' as Stance })).rejects.toThrow(ValidationError)
    await expect(here.comment({ locale: 'fr\0' })).rejects.toThrow(ValidationError)
    for (const id of ['x', '\0', newId(), here.participant.id, themeId])
      await expect(here.comment({ contributionId: id })).rejects.toThrow(NotFoundError)
    expect((await here.counters()).comments).toEqual([0, 0, 0])
    expect(await ctx.db.outboxEvent.count({ where: { consultationId } })).toBe(0)
  })
})
