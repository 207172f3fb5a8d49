import { inTransaction, Stance } from '@cahier/db'
import { aComment, aConsultation, aContribution, aParticipant, aTheme } from '@cahier/db/testing'
import {
  ConflictError,
  NotAllowedError,
  NotAuthenticatedError,
  NotFoundError,
  NotParticipatingError,
  newId,
  type Page,
  PhaseClosedError,
  ValidationError,
  type Viewer,
  visitor,
} from '@cahier/kernel'
import { administrator, openTestContext, type TestContext, viewerOf } from '@cahier/kernel/testing'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  addComment,
  type Comment,
  countComments,
  editComment,
  findModeratedComment,
  getComment,
  hideComment,
  listComments,
  listCommentVersionsOf,
  restoreComment,
  ThemeClosedError,
  withdrawComment,
} from '../index'

type Participant = Awaited<ReturnType<typeof aParticipant>>

let ctx: TestContext
let consultationId: string
let themeId: string
let contributionId: string
let participant: Participant
let author: TestContext
let moderator: TestContext

const as = (viewer: Viewer): TestContext => ({ ...ctx, viewer })
const join = (...roles: Parameters<typeof viewerOf>[1][]) =>
  aParticipant(ctx.db, consultationId).then((joined) => as(viewerOf(joined, ...roles)))
const comment = (more: Partial<Parameters<typeof addComment>[1]> = {}): Promise<Comment> =>
  addComment(author, { contributionId, stance: 'FOR', body: 'Parce que.', ...more })
const counters = async () => {
  const row = await ctx.db.contribution.findUniqueOrThrow({ where: { id: contributionId } })
  return [row.commentCount, row.forCount, row.againstCount]
}
const facts = (subjectId: string) =>
  ctx.db.outboxEvent.findMany({
    where: { subjectId },
    orderBy: { position: 'asc' },
    select: { type: true, payload: true },
  })

beforeAll(async () => {
  ctx = await openTestContext()
})
afterAll(() => ctx.close())
beforeEach(async () => {
  consultationId = (await aConsultation(ctx.db)).id
  themeId = (await aTheme(ctx.db, consultationId)).id
  contributionId = (await aContribution(ctx.db, { consultationId, themeId })).id
  participant = await aParticipant(ctx.db, consultationId)
  author = as(viewerOf(participant))
  moderator = await join('MODERATOR')
})

describe('adding', () => {
  test('a comment is public at once, counted, told, and comes with its author', async () => {
    const added = await comment()
    expect(added).toMatchObject({
      stance: 'FOR',
      body: 'Parce que.',
      locale: 'fr',
      version: 1,
      parentId: null,
      consultationId,
    })
    expect(added.authorDisplayName).toBe(participant.pseudonym)
    expect(await getComment(as(visitor), added.id)).toEqual(added)
    expect(await counters()).toEqual([1, 1, 0])
    expect(await facts(added.id)).toEqual([{ type: 'comment.published', payload: { contributionId, stance: 'FOR' } }])
  })

  test('a reply is under a public comment of the same contribution', async () => {
    const start = await comment()
    expect((await comment({ parentId: start.id })).parentId).toBe(start.id)
    const other = await aContribution(ctx.db, { consultationId, themeId })
    const elsewhere = await aComment(ctx.db, other.id)
    const hidden = await aComment(ctx.db, contributionId, { hiddenAt: new Date() })
    for (const parentId of [elsewhere.id, hidden.id, newId(), contributionId, 'x', '\0'])
      await expect(comment({ parentId })).rejects.toThrow(ValidationError)
    expect(await counters()).toEqual([2, 2, 0])
  })

  test('only participants comment', async () => {
    const input = { contributionId, stance: 'FOR' as const, body: 'Oui' }
    for (const context of [as(visitor), ctx])
      await expect(addComment(context, input)).rejects.toThrow(NotAuthenticatedError)
    const stranger = await aParticipant(ctx.db, (await aConsultation(ctx.db)).id)
    for (const viewer of [administrator(newId()), viewerOf(stranger, 'MODERATOR', 'ORGANISER')])
      await expect(addComment(as(viewer), input)).rejects.toThrow(NotParticipatingError)
    for (const role of ['FACILITATOR', 'MODERATOR', 'ANALYST', 'ORGANISER'] as const)
      await addComment(await join(role), input)
    expect(await counters()).toEqual([4, 4, 0])
  })

  test.each([
    ['hidden', { hiddenAt: new Date() }],
    ['withdrawn', { status: 'WITHDRAWN' as const }],
    ['a draft', { status: 'DRAFT' as const, publishedAt: null }],
  ])('what is %s takes no comment, of its author neither', async (_, state) => {
    const closed = await aContribution(ctx.db, { consultationId, themeId }, { ...state, authorId: participant.id })
    await expect(comment({ contributionId: closed.id })).rejects.toThrow(NotFoundError)
    expect(await ctx.db.comment.count({ where: { contributionId: closed.id } })).toBe(0)
  })

  test('nothing is said nor edited under a closed theme or outside a phase; taking back is always possible', async () => {
    const [first, second] = [await comment(), await comment()]
    const edit = (id: string) => editComment(author, { id, version: 1, body: 'Autre' })
    await ctx.db.theme.update({ where: { id: themeId }, data: { status: 'CLOSED' } })
    for (const act of [() => comment(), () => edit(first.id)]) await expect(act()).rejects.toThrow(ThemeClosedError)
    await ctx.db.theme.update({ where: { id: themeId }, data: { status: 'OPEN' } })
    await ctx.db.phase.updateMany({ where: { consultationId }, data: { opens: ['CONTRIBUTING', 'VOTING'] } })
    for (const act of [() => comment(), () => edit(second.id)]) await expect(act()).rejects.toThrow(PhaseClosedError)
    expect(await withdrawComment(author, first)).toMatchObject({ status: 'WITHDRAWN', body: 'Parce que.' })
    expect(await counters()).toEqual([1, 1, 0])
  })

  test('hostile input is refused, and leaves nothing', async () => {
    for (const body of ['', '  ', 'a\0', '\ud83d', 'x'.repeat(5_001), 'x'.repeat(1_048_576)])
      await expect(comment({ body })).rejects.toThrow(ValidationError)
    await expect(comment({ stance: 'MAYBE' as Stance })).rejects.toThrow(ValidationError)
    await expect(comment({ locale: 'fr\0' })).rejects.toThrow(ValidationError)
    for (const id of ['x', '\0', newId(), participant.id, themeId])
      await expect(comment({ contributionId: id })).rejects.toThrow(NotFoundError)
    expect(await counters()).toEqual([0, 0, 0])
    expect(await ctx.db.outboxEvent.count({ where: { consultationId } })).toBe(0)
  })
})

describe('editing', () => {
  const versionsOf = async (context: TestContext, id: string) => {
    const [page] = await listCommentVersionsOf(context, [id])
    return (page as Page<{ number: number; body: string; stance: Stance }>).nodes.map((row) => [
      row.number,
      row.stance,
      row.body,
    ])
  }

  test('every text stays readable, whatever wrote the next one', async () => {
    const { id } = await comment()
    await editComment(author, { id, version: 1, stance: 'AGAINST', body: 'Réflexion faite, non.' })
    const edited = await editComment(author, { id, version: 2, body: 'Non.' })
    expect(edited).toMatchObject({ version: 3, stance: 'AGAINST', body: 'Non.' })
    expect(await versionsOf(as(visitor), id)).toEqual([
      [2, 'AGAINST', 'Réflexion faite, non.'],
      [1, 'FOR', 'Parce que.'],
    ])
    expect(await counters()).toEqual([1, 0, 1])
    await expect(ctx.db.commentVersion.updateMany({ where: { commentId: id }, data: { body: '' } })).rejects.toThrow()
  })

  test('an edit that changes nothing makes no version', async () => {
    const { id } = await comment()
    expect(await editComment(author, { id, version: 1, body: 'Parce que.' })).toMatchObject({ version: 1 })
    expect(await versionsOf(author, id)).toEqual([])
  })

  test('earlier texts of what is hidden or withdrawn are hidden too', async () => {
    const { id } = await comment()
    await editComment(author, { id, version: 1, body: 'Autre' })
    await hideComment(moderator, id)
    expect(await versionsOf(as(visitor), id)).toEqual([])
    expect(await versionsOf(await join(), id)).toEqual([])
    for (const context of [author, moderator]) expect(await versionsOf(context, id)).toHaveLength(1)
  })

  test('only its author edits or withdraws, from the present version', async () => {
    const { id } = await comment()
    for (const act of [editComment, withdrawComment]) {
      await expect(act(as(visitor), { id, version: 1 })).rejects.toThrow(NotAuthenticatedError)
      for (const context of [await join(), moderator, await join('ORGANISER')])
        await expect(act(context, { id, version: 1 })).rejects.toThrow('NOT_AUTHOR')
      await expect(act(as(administrator(newId())), { id, version: 1 })).rejects.toThrow(NotAllowedError)
      await expect(act(author, { id, version: 7 })).rejects.toMatchObject({ reason: 'STALE_VERSION' })
      await expect(act(author, { id, version: 2 ** 40 })).rejects.toThrow(ValidationError)
      for (const wrong of ['x', '\0', newId(), contributionId])
        await expect(act(author, { id: wrong, version: 1 })).rejects.toThrow(NotFoundError)
    }
    const edits = await Promise.allSettled(
      ['Un', 'Deux', 'Trois'].map((body) => editComment(author, { id, version: 1, body })),
    )
    expect(edits.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  test('what is hidden or withdrawn is edited no more', async () => {
    const hidden = await comment()
    await hideComment(moderator, hidden.id)
    await expect(editComment(author, { ...hidden, body: 'Autre' })).rejects.toThrow(ConflictError)
    const withdrawn = await comment()
    await withdrawComment(author, withdrawn)
    for (const act of [editComment, withdrawComment])
      await expect(act(author, withdrawn)).rejects.toMatchObject({ reason: 'STATE' })
  })
})

describe('hidden and withdrawn', () => {
  test('a withdrawn comment is gone, its replies keep their place', async () => {
    const start = await comment()
    const reply = await comment({ parentId: start.id })
    await withdrawComment(author, start)
    expect(await getComment(as(visitor), start.id)).toBeNull()
    const { nodes, countAll } = await listComments(as(visitor), { contributionId })
    expect(nodes.map(({ id, parentId }) => [id, parentId])).toEqual([[reply.id, start.id]])
    expect(await countAll()).toBe(1)
    expect((await listComments(author, { contributionId, parentId: start.id })).nodes).toHaveLength(1)
  })

  test('a hidden comment is gone for everybody but its author and the moderators, and comes back', async () => {
    const { id } = await comment()
    await hideComment(moderator, id)
    const stranger = await aParticipant(ctx.db, (await aConsultation(ctx.db)).id)
    const blind = [
      as(visitor),
      await join(),
      await join('FACILITATOR'),
      await join('ANALYST'),
      await join('ORGANISER'),
      as(viewerOf(stranger, 'MODERATOR')),
    ]
    for (const context of blind) {
      expect(await getComment(context, id)).toBeNull()
      expect(await findModeratedComment(context, id)).toBeNull()
    }
    for (const context of [author, moderator, as(administrator(newId())), ctx])
      expect((await getComment(context, id))?.hiddenAt).toMatch(/Z$/)
    for (const context of [...blind, author, moderator])
      expect((await listComments(context, { contributionId })).nodes).toEqual([])
    expect(await counters()).toEqual([0, 0, 0])
    await restoreComment(moderator, id)
    expect(await getComment(as(visitor), id)).toMatchObject({ hiddenAt: null, version: 1 })
    expect(await counters()).toEqual([1, 1, 0])
    expect((await facts(id)).map(({ type }) => type)).toEqual([
      'comment.published',
      'comment.hidden',
      'comment.restored',
    ])
  })

  test('only moderators hide and restore, and not twice', async () => {
    const { id } = await comment()
    for (const context of [as(visitor), author, await join('ORGANISER')])
      await expect(hideComment(context, id)).rejects.toThrow(
        context.viewer === visitor ? NotAuthenticatedError : NotAllowedError,
      )
    await expect(restoreComment(moderator, id)).rejects.toThrow(ConflictError)
    await hideComment(moderator, id)
    await expect(hideComment(moderator, id)).rejects.toThrow(ConflictError)
    await expect(hideComment(moderator, newId())).rejects.toThrow(NotFoundError)
  })

  test('a decision that fails leaves the comment as it was', async () => {
    const { id } = await comment({ body: `${'é'.repeat(199)}😀 fin` })
    const failed = inTransaction(moderator, async (tx) => {
      await hideComment(tx, id)
      throw new Error('undo')
    })
    await expect(failed).rejects.toThrow('undo')
    const found = await findModeratedComment(as(visitor), id)
    expect(found).toMatchObject({ id, consultationId, authorId: participant.id, isHidden: false })
    expect(found?.excerpt).toBe(`${'é'.repeat(199)}😀`)
  })

  test.each([
    ['hidden', { hiddenAt: new Date() }],
    ['withdrawn', { status: 'WITHDRAWN' as const }],
  ])('whatever is under a contribution that is %s is gone with it', async (_, state) => {
    const { id } = await comment()
    await ctx.db.contribution.update({ where: { id: contributionId }, data: state })
    for (const context of [as(visitor), await join(), author]) {
      expect(await getComment(context, id)).toBeNull()
      expect((await listComments(context, { contributionId })).nodes).toEqual([])
      expect(await countComments(context, [contributionId])).toEqual([0])
      expect(await countComments(context, [contributionId], { parentId: null })).toEqual([0])
    }
    expect((await listComments(moderator, { contributionId })).nodes).toHaveLength(1)
  })

  test('a consultation that is a draft keeps its comments to who has a role in it', async () => {
    const { id } = await comment()
    await ctx.db.consultation.update({ where: { id: consultationId }, data: { status: 'DRAFT' } })
    expect(await getComment(as(visitor), id)).toBeNull()
    expect((await listComments(as(visitor), { contributionId })).nodes).toEqual([])
    expect(await getComment(author, id)).not.toBeNull()
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
        if (act === 'add') made.push((await comment({ stance })).id)
        // Acts that the state refuses are part of the sequence: they must move nothing.
        if (act === 'edit') await editComment(author, { id, version, stance }).catch(() => undefined)
        if (act === 'withdraw') await withdrawComment(author, { id, version }).catch(() => undefined)
        if (act === 'hide') await hideComment(moderator, id).catch(() => undefined)
        if (act === 'restore') await restoreComment(moderator, id).catch(() => undefined)
      }
      const kept = await counters()
      await ctx.pool.query('SELECT "recountConsultation"($1)', [consultationId])
      expect(await counters()).toEqual(kept)
    }),
    { numRuns: 15 },
  )
})
