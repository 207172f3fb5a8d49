import { inTransaction } from '@cahier/db'
import { aTheme } from '@cahier/db/testing'
import { ConflictError, NotAllowedError, NotFoundError, newId, type Viewer } from '@cahier/kernel'
import { openTestContext, type TestContext } from '@cahier/kernel/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  type Contribution,
  countContributions,
  countPublishedByTheme,
  findModeratedContribution,
  getContribution,
  hideContribution,
  listContributionActivity,
  listContributions,
  listContributionsUnder,
  listOwnContributions,
  listSources,
  listVersions,
  moveContributions,
  proposeContribution,
  restoreContribution,
  withdrawContribution,
} from './index'
import { everybodyElse, openSetting, type Setting } from './testing/setting'

let ctx: TestContext
let here: Setting
let made: Contribution
let others: [string, Viewer][]
beforeAll(async () => {
  ctx = await openTestContext()
})
afterAll(() => ctx.close())
beforeEach(async () => {
  here = await openSetting(ctx)
  const sources = [{ title: 'Une étude', url: 'https://exemple.test' }]
  made = await proposeContribution(here.own, here.draft({ title: 'Zéphyr', sources }))
  others = await everybodyElse(ctx, here)
})

const as = (name: string): TestContext => {
  const viewer = name === 'AUTHOR' ? here.own.viewer : others.find(([role]) => role === name)?.[1]
  if (!viewer) throw new Error(name)
  return { ...ctx, viewer }
}

/** How often the contribution shows in each read of a viewer: public ones, then those by its id. */
const sights = async (viewer: TestContext) => {
  const { consultationId, themeId, author } = here
  const activity = await listContributionActivity(viewer, { consultationId })
  const under = { parent: 'authorId' as const, ids: [author.id, newId()] }
  const [byAuthor] = await listContributionsUnder(viewer, under)
  return {
    list: (await listContributions(viewer, { consultationId })).nodes.length,
    search: (await listContributions(viewer, { consultationId, search: 'zephyr' })).nodes.length,
    underAuthor: byAuthor instanceof Error || !byAuthor ? -1 : byAuthor.nodes.length,
    count: await countContributions(viewer, { themeId }),
    activity: activity.reduce((sum, { count }) => sum + count, 0),
    byTheme: (await countPublishedByTheme(viewer, [themeId]))[0],
    byId: Number((await getContribution(viewer, made.id)) !== null),
    versions: (await listVersions(viewer, made.id)).nodes.length,
    sources: (await listSources(viewer, [made.id]))[0]?.length,
  }
}
const IN_PUBLIC = { list: 1, search: 1, underAuthor: 1, count: 1, activity: 1, byTheme: 1 }
const IN_NO_PUBLIC = { list: 0, search: 0, underAuthor: 0, count: 0, activity: 0, byTheme: 0 }
const BY_ID = { byId: 1, versions: 1, sources: 1 }
const BY_NO_ID = { byId: 0, versions: 0, sources: 0 }
const KEEPERS = ['AUTHOR', 'MODERATOR', 'ADMINISTRATOR']

describe('what a moderator hides', () => {
  test('is gone from every public read, of everybody, and still seen by its author and moderators', async () => {
    const names = ['AUTHOR', ...others.map(([name]) => name)]
    for (const name of names) expect([name, await sights(as(name))]).toEqual([name, { ...IN_PUBLIC, ...BY_ID }])
    await inTransaction(as('MODERATOR'), (tx) => hideContribution(tx, made.id))
    for (const name of names) {
      const byId = KEEPERS.includes(name) ? BY_ID : BY_NO_ID
      expect([name, await sights(as(name))]).toEqual([name, { ...IN_NO_PUBLIC, ...byId }])
    }
    expect((await listOwnContributions(as('AUTHOR'), here.consultationId)).nodes).toHaveLength(1)
    expect(await findModeratedContribution(as('PARTICIPANT'), made.id)).toBeNull()
    expect(await findModeratedContribution(as('AUTHOR'), made.id)).toMatchObject({ isHidden: true })
    await inTransaction(as('MODERATOR'), (tx) => restoreContribution(tx, made.id))
    for (const name of names) expect([name, await sights(as(name))]).toEqual([name, { ...IN_PUBLIC, ...BY_ID }])
  })

  test('is hidden once, by who moderates here, and never half', async () => {
    for (const [name, viewer] of others) {
      if (['MODERATOR', 'ADMINISTRATOR'].includes(name)) continue
      await expect(hideContribution({ ...ctx, viewer }, made.id), name).rejects.toThrow()
    }
    await expect(hideContribution(as('PARTICIPANT'), made.id)).rejects.toThrow(NotAllowedError)
    await expect(restoreContribution(as('MODERATOR'), made.id)).rejects.toThrow(ConflictError)
    await hideContribution(as('MODERATOR'), made.id)
    await expect(hideContribution(as('MODERATOR'), made.id)).rejects.toThrow(ConflictError)
    await expect(hideContribution(as('MODERATOR'), newId())).rejects.toThrow(NotFoundError)
    const facts = await ctx.db.outboxEvent.findMany({ where: { subjectId: made.id }, orderBy: { position: 'asc' } })
    expect(facts.map(({ type }) => type)).toEqual(['contribution.published', 'contribution.hidden'])
  })
})

test('what its author withdrew is seen by them and the moderators alone', async () => {
  await withdrawContribution(here.own, made)
  for (const [name] of others) {
    const byId = KEEPERS.includes(name) ? BY_ID : BY_NO_ID
    expect([name, await sights(as(name))]).toEqual([name, { ...IN_NO_PUBLIC, ...byId }])
  }
  expect(await sights(here.own)).toEqual({ ...IN_NO_PUBLIC, ...BY_ID })
})

test('a draft is not moderated', async () => {
  const draft = await proposeContribution(here.own, here.draft({ isDraft: true }))
  expect(await findModeratedContribution(here.own, draft.id)).toBeNull()
  await expect(hideContribution(as('ADMINISTRATOR'), draft.id)).rejects.toThrow(NotFoundError)
})

test('what a merged theme held moves with its counts, hidden ones too', async () => {
  const into = await aTheme(ctx.db, here.consultationId)
  const hidden = await proposeContribution(here.own, here.draft())
  await hideContribution(as('MODERATOR'), hidden.id)
  await inTransaction(ctx, (tx) => moveContributions(tx, here.themeId, into.id))
  expect(await countPublishedByTheme(here.open, [into.id, here.themeId])).toEqual([1, 0])
  const activity = await listContributionActivity(here.open, { consultationId: here.consultationId })
  expect(activity).toMatchObject([{ themeId: into.id, actorKind: 'TEACHER', count: 1 }])
  expect((await getContribution(ctx, hidden.id))?.themeId).toBe(into.id)
})
