import type { Stance } from '@cahier/db'
import {
  ConflictError,
  NotAllowedError,
  NotAuthenticatedError,
  NotFoundError,
  newId,
  type Page,
  ValidationError,
  type Viewer,
  visitor,
} from '@cahier/kernel'
import { administrator, openTestContext, type TestContext } from '@cahier/kernel/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { editComment, hideComment, listCommentVersionsOf, withdrawComment } from '../index'
import { type Discussion, openDiscussion } from '../testing/discussion'

let ctx: TestContext
let here: Discussion
let moderator: TestContext
let contributionId: string
beforeAll(async () => {
  ctx = await openTestContext()
})
afterAll(() => ctx.close())
beforeEach(async () => {
  here = await openDiscussion(ctx)
  ;({ contributionId } = here)
  moderator = await here.join('MODERATOR')
})

const as = (viewer: Viewer): TestContext => ({ ...ctx, viewer })
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
    const { id } = await here.comment()
    await editComment(here.own, { id, version: 1, stance: 'AGAINST', body: 'Réflexion faite, non.' })
    const edited = await editComment(here.own, { id, version: 2, body: 'Non.' })
    expect(edited).toMatchObject({ version: 3, stance: 'AGAINST', body: 'Non.' })
    expect(await versionsOf(as(visitor), id)).toEqual([
      [2, 'AGAINST', 'Réflexion faite, non.'],
      [1, 'FOR', 'Parce que.'],
    ])
    expect((await here.counters()).comments).toEqual([1, 0, 1])
    await expect(ctx.db.commentVersion.updateMany({ where: { commentId: id }, data: { body: '' } })).rejects.toThrow()
  })

  test('an edit that changes nothing makes no version', async () => {
    const { id } = await here.comment()
    expect(await editComment(here.own, { id, version: 1, body: 'Parce que.' })).toMatchObject({ version: 1 })
    expect(await versionsOf(here.own, id)).toEqual([])
  })

  test('earlier texts of what is hidden or withdrawn are hidden too', async () => {
    const { id } = await here.comment()
    await editComment(here.own, { id, version: 1, body: 'Autre' })
    await hideComment(moderator, id)
    expect(await versionsOf(as(visitor), id)).toEqual([])
    expect(await versionsOf(await here.join(), id)).toEqual([])
    for (const context of [here.own, moderator]) expect(await versionsOf(context, id)).toHaveLength(1)
  })

  test('only its author edits or withdraws, from the present version', async () => {
    const { id } = await here.comment()
    for (const act of [editComment, withdrawComment]) {
      await expect(act(as(visitor), { id, version: 1 })).rejects.toThrow(NotAuthenticatedError)
      for (const context of [await here.join(), moderator, await here.join('ORGANISER')])
        await expect(act(context, { id, version: 1 })).rejects.toThrow('NOT_AUTHOR')
      await expect(act(as(administrator(newId())), { id, version: 1 })).rejects.toThrow(NotAllowedError)
      await expect(act(here.own, { id, version: 7 })).rejects.toMatchObject({ reason: 'STALE_VERSION' })
      await expect(act(here.own, { id, version: 2 ** 40 })).rejects.toThrow(ValidationError)
      for (const wrong of ['x', '\0', newId(), contributionId])
        await expect(act(here.own, { id: wrong, version: 1 })).rejects.toThrow(NotFoundError)
    }
    const edits = await Promise.allSettled(
      ['Un', 'Deux', 'Trois'].map((body) => editComment(here.own, { id, version: 1, body })),
    )
    expect(edits.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  test('what is hidden or withdrawn is edited no more', async () => {
    const hidden = await here.comment()
    await hideComment(moderator, hidden.id)
    await expect(editComment(here.own, { ...hidden, body: 'Autre' })).rejects.toThrow(ConflictError)
    const withdrawn = await here.comment()
    await withdrawComment(here.own, withdrawn)
    for (const act of [editComment, withdrawComment])
      await expect(act(here.own, withdrawn)).rejects.toMatchObject({ reason: 'STATE' })
  })
})
