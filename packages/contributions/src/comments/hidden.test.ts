import { inTransaction, Stance } from '@cahier/db'
import { aConsultation, aParticipant } from '@cahier/db/testing'
import {
  ConflictError,
  NotAllowedError,
  NotAuthenticatedError,
  NotFoundError,
  newId,
  type Viewer,
  visitor,
} from '@cahier/kernel'
import { administrator, openTestContext, type TestContext, viewerOf } from '@cahier/kernel/testing'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  countComments,
  editComment,
  findModeratedComment,
  getComment,
  hideComment,
  listComments,
  restoreComment,
  withdrawComment,
} from '../index'
import { type Discussion, openDiscussion } from '../testing/discussion'

let ctx: TestContext
let here: Discussion
let moderator: TestContext
let consultationId: string
let contributionId: string
beforeAll(async () => {
  ctx = await openTestContext()
})
afterAll(() => ctx.close())
beforeEach(async () => {
  here = await openDiscussion(ctx)
  ;({ consultationId, contributionId } = here)
  moderator = await here.join('MODERATOR')
})

const as = (viewer: Viewer): TestContext => ({ ...ctx, viewer })
const facts = (subjectId: string) =>
  ctx.db.outboxEvent.findMany({
    where: { subjectId },
    orderBy: { position: 'asc' },
    select: { type: true, payload: true },
  })

describe('hidden and withdrawn', () => {
  test('a withdrawn comment is gone, its replies keep their place', async () => {
    const start = await here.comment()
    const reply = await here.comment({ parentId: start.id })
    await withdrawComment(here.own, start)
    expect(await getComment(as(visitor), start.id)).toBeNull()
    const { nodes, countAll } = await listComments(as(visitor), { contributionId })
    expect(nodes.map(({ id, parentId }) => [id, parentId])).toEqual([[reply.id, start.id]])
    expect(await countAll()).toBe(1)
    expect((await listComments(here.own, { contributionId, parentId: start.id })).nodes).toHaveLength(1)
  })

  test('a hidden comment is gone for everybody but its author and the moderators, and comes back', async () => {
    const { id } = await here.comment()
    await hideComment(moderator, id)
    const stranger = await aParticipant(ctx.db, (await aConsultation(ctx.db)).id)
    const blind = [
      as(visitor),
      await here.join(),
      await here.join('FACILITATOR'),
      await here.join('ANALYST'),
      await here.join('ORGANISER'),
      as(viewerOf(stranger, 'MODERATOR')),
    ]
    for (const context of blind) {
      expect(await getComment(context, id)).toBeNull()
      expect(await findModeratedComment(context, id)).toBeNull()
    }
    for (const context of [here.own, moderator, as(administrator(newId())), ctx])
      expect((await getComment(context, id))?.hiddenAt).toMatch(/Z$/)
    for (const context of [...blind, here.own, moderator])
      expect((await listComments(context, { contributionId })).nodes).toEqual([])
    expect((await here.counters()).comments).toEqual([0, 0, 0])
    await restoreComment(moderator, id)
    expect(await getComment(as(visitor), id)).toMatchObject({ hiddenAt: null, version: 1 })
    expect((await here.counters()).comments).toEqual([1, 1, 0])
    expect((await facts(id)).map(({ type }) => type)).toEqual([
      'comment.published',
      'comment.hidden',
      'comment.restored',
    ])
  })

  test('only moderators hide and restore, and not twice', async () => {
    const { id } = await here.comment()
    for (const context of [as(visitor), here.own, await here.join('ORGANISER')])
      await expect(hideComment(context, id)).rejects.toThrow(
        context.viewer === visitor ? NotAuthenticatedError : NotAllowedError,
      )
    await expect(restoreComment(moderator, id)).rejects.toThrow(ConflictError)
    await hideComment(moderator, id)
    await expect(hideComment(moderator, id)).rejects.toThrow(ConflictError)
    await expect(hideComment(moderator, newId())).rejects.toThrow(NotFoundError)
  })

  test('a decision that fails leaves the comment as it was', async () => {
    const { id } = await here.comment({ body: `${'é'.repeat(199)}😀 fin` })
    const failed = inTransaction(moderator, async (tx) => {
      await hideComment(tx, id)
      throw new Error('undo')
    })
    await expect(failed).rejects.toThrow('undo')
    const found = await findModeratedComment(as(visitor), id)
    expect(found).toMatchObject({ id, consultationId, authorId: here.participant.id, isHidden: false })
    expect(found?.excerpt).toBe(`${'é'.repeat(199)}😀`)
  })

  test.each([
    ['hidden', { hiddenAt: new Date() }],
    ['withdrawn', { status: 'WITHDRAWN' as const }],
  ])('whatever is under a contribution that is %s is gone with it', async (_, state) => {
    const { id } = await here.comment()
    await ctx.db.contribution.update({ where: { id: contributionId }, data: state })
    for (const context of [as(visitor), await here.join(), here.own]) {
      expect(await getComment(context, id)).toBeNull()
      expect((await listComments(context, { contributionId })).nodes).toEqual([])
      expect(await countComments(context, [contributionId])).toEqual([0])
      expect(await countComments(context, [contributionId], { parentId: null })).toEqual([0])
    }
    expect((await listComments(moderator, { contributionId })).nodes).toHaveLength(1)
  })

  test('a consultation that is a draft keeps its comments to who has a role in it', async () => {
    const { id } = await here.comment()
    await ctx.db.consultation.update({ where: { id: consultationId }, data: { status: 'DRAFT' } })
    expect(await getComment(as(visitor), id)).toBeNull()
    expect((await listComments(as(visitor), { contributionId })).nodes).toEqual([])
    expect(await getComment(here.own, id)).not.toBeNull()
  })
})

test('whatever is said, edited, taken back and hidden, counters are what a recount finds', async () => {
  const acts = fc.array(
    fc.record({
      act: fc.constantFrom('add', 'edit', 'withdraw', 'hide', 'restore'),
      at: fc.nat(),
      stance: fc.constantFrom(...Object.values(Stance)),
    }),
    { maxLength: 15 },
  )
  await fc.assert(
    fc.asyncProperty(acts, async (sequence) => {
      const made: string[] = []
      for (const { act, at, stance } of sequence) {
        const known = await getComment(ctx, made[at % made.length] ?? '')
        const id = known?.id ?? ''
        const version = known?.version ?? 1
        if (act === 'add') made.push((await here.comment({ stance })).id)
        // Acts that the state refuses are part of the sequence: they must move nothing.
        if (act === 'edit') await editComment(here.own, { id, version, stance }).catch(() => undefined)
        if (act === 'withdraw') await withdrawComment(here.own, { id, version }).catch(() => undefined)
        if (act === 'hide') await hideComment(moderator, id).catch(() => undefined)
        if (act === 'restore') await restoreComment(moderator, id).catch(() => undefined)
      }
      const kept = await here.counters()
      await here.recount()
      expect(await here.counters()).toEqual(kept)
    }),
    { numRuns: 15 },
  )
})
