import { aParticipant, aTheme, canRace } from '@cahier/db/testing'
import { ConflictError, NotAllowedError, NotAuthenticatedError, NotFoundError, newId, system } from '@cahier/kernel'
import { openTestContext, type TestContext } from '@cahier/kernel/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  editContribution,
  getContribution,
  hideContribution,
  listContributions,
  listSources,
  listVersions,
  proposeContribution,
  withdrawContribution,
} from './index'
import { everybodyElse, openSetting, type Setting } from './testing/setting'

let ctx: TestContext
let here: Setting
beforeAll(async () => {
  ctx = await openTestContext()
})
afterAll(() => ctx.close())
beforeEach(async () => {
  here = await openSetting(ctx)
})

const propose = () => proposeContribution(here.own, here.draft())
const texts = async (id: string) =>
  (await listVersions(here.open, id)).nodes.map(({ number, title }) => [number, title])

describe('a published text', () => {
  test('is never overwritten: every version stays readable to all', async () => {
    const made = await propose()
    const second = await editContribution(here.own, { id: made.id, version: 1, title: 'Deux' })
    await editContribution(here.own, { id: made.id, version: second.version, title: 'Trois', body: 'Autrement.' })
    expect(await texts(made.id)).toEqual([
      [3, 'Trois'],
      [2, 'Deux'],
      [1, made.title],
    ])
    const page = await listVersions(here.open, made.id, { first: 2 })
    const [, last] = page.nodes
    const next = await listVersions(here.open, made.id, { after: last && page.cursorOf(last) })
    expect([page.hasNextPage, next.nodes.map(({ number }) => number)]).toEqual([true, [1]])
    expect(await page.countAll()).toBe(3)
  })

  test('cannot be overwritten in the database either', async () => {
    const { id } = await propose()
    const overwrite = ctx.db.contributionVersion.updateMany({ where: { contributionId: id }, data: { title: 'Autre' } })
    await expect(overwrite).rejects.toThrow()
    expect(await texts(id)).toEqual([[1, here.draft().title]])
  })

  test('stays one version when the edit is of something else', async () => {
    const made = await propose()
    const sources = [{ title: 'Une étude', url: 'https://exemple.test/etude' }]
    const edited = await editContribution(here.own, { id: made.id, version: 1, kind: 'TESTIMONY', sources })
    expect(edited).toMatchObject({ kind: 'TESTIMONY', version: 2, title: made.title })
    expect(await listSources(here.open, [made.id])).toMatchObject([sources])
    expect(await texts(made.id)).toHaveLength(1)
  })

  test('moves to another open theme with its counts', async () => {
    const into = await aTheme(ctx.db, here.consultationId)
    const made = await propose()
    await editContribution(here.own, { id: made.id, version: 1, themeId: into.id })
    const counts = await ctx.db.theme.findMany({ where: { id: { in: [here.themeId, into.id] } } })
    expect(Object.fromEntries(counts.map((theme) => [theme.id, theme.contributionCount]))).toEqual({
      [here.themeId]: 0,
      [into.id]: 1,
    })
  })
})

describe('who may edit and withdraw', () => {
  test('the author alone, whatever the others’ roles', async () => {
    const made = await propose()
    for (const [name, viewer] of await everybodyElse(ctx, here)) {
      const refusal = ['VISITOR', 'ADMINISTRATOR'].includes(name) ? Error : NotAllowedError
      await expect(editContribution({ ...ctx, viewer }, { ...made, title: name }), name).rejects.toThrow(refusal)
      await expect(withdrawContribution({ ...ctx, viewer }, made), name).rejects.toThrow(refusal)
    }
    await expect(withdrawContribution(here.open, made)).rejects.toThrow(NotAuthenticatedError)
    expect(await getContribution(here.open, made.id)).toMatchObject({ version: 1, title: made.title })
  })

  test('what does not exist, or is another type’s, is not found', async () => {
    for (const id of [newId(), here.themeId, 'rien', '\0'])
      await expect(editContribution(here.own, { id, version: 1, title: 'a' })).rejects.toThrow(NotFoundError)
  })

  test('a text that moderation hid, or that was withdrawn, stays as it was', async () => {
    const hidden = await propose()
    await hideContribution({ ...ctx, viewer: system }, hidden.id)
    await expect(editContribution(here.own, { ...hidden, title: 'Autre' })).rejects.toMatchObject({ reason: 'STATE' })
    const withdrawn = await withdrawContribution(here.own, { ...(await propose()), reason: 'Je me suis trompée.' })
    expect(withdrawn).toMatchObject({ status: 'WITHDRAWN', withdrawalReason: 'Je me suis trompée.' })
    await expect(editContribution(here.own, { ...withdrawn, title: 'Autre' })).rejects.toThrow(ConflictError)
    await expect(withdrawContribution(here.own, withdrawn)).rejects.toThrow(ConflictError)
    expect((await listContributions(here.open, { consultationId: here.consultationId })).nodes).toEqual([])
  })
})

describe('versions', () => {
  test('an edit from a stale version is refused with the present one', async () => {
    const made = await propose()
    await editContribution(here.own, { id: made.id, version: 1, title: 'Deux' })
    const stale = editContribution(here.own, { id: made.id, version: 1, title: 'Trois' })
    await expect(stale).rejects.toMatchObject({ reason: 'STALE_VERSION', data: { version: 2 } })
    expect(await texts(made.id)).toHaveLength(2)
  })

  test.runIf(canRace)('of fifty edits from one version one wins, and the others are told', async () => {
    const { id } = await propose()
    const edits = Array.from({ length: 50 }, (_, n) => editContribution(here.own, { id, version: 1, title: `${n}` }))
    const results = await Promise.allSettled(edits)
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const result of results) if (result.status === 'rejected') expect(result.reason).toBeInstanceOf(ConflictError)
    expect(await texts(id)).toHaveLength(2)
  })

  test.runIf(canRace)('a hundred proposals under one theme at once are all counted', async () => {
    await Promise.all(Array.from({ length: 100 }, propose))
    const theme = await ctx.db.theme.findUniqueOrThrow({ where: { id: here.themeId } })
    expect(theme.contributionCount).toBe(100)
  })

  test.runIf(canRace)('nothing is published under a theme once its closing is committed', async () => {
    const proposals = Array.from({ length: 30 }, () => propose().catch((error: Error) => error))
    const closed = ctx.db.theme.update({ where: { id: here.themeId }, data: { status: 'CLOSED' } })
    const closing = await closed.then(() => ctx.db.contribution.count({ where: { themeId: here.themeId } }))
    await Promise.all(proposals)
    expect(await ctx.db.contribution.count({ where: { themeId: here.themeId } })).toBe(closing)
  })
})

test('the author’s face comes with what they wrote, never who they are', async () => {
  await ctx.db.participant.update({ where: { id: here.author.id }, data: { isUnder15: true } })
  const other = await aParticipant(ctx.db, here.consultationId, { chosenName: 'Choisi' })
  const made = await propose()
  expect(made.authorDisplayName).toBe(here.author.pseudonym)
  await ctx.db.contribution.update({ where: { id: made.id }, data: { authorId: other.id } })
  const read = await getContribution(here.open, made.id)
  expect(read).toMatchObject({ authorDisplayName: 'Choisi', authorActorKind: 'TEACHER' })
  expect(JSON.stringify(read)).not.toContain(String(other.personId))
})
