import { aConsultation, aParticipant, aTheme } from '@cahier/db/testing'
import { NotAllowedError, NotAuthenticatedError, newId, PhaseClosedError, ValidationError } from '@cahier/kernel'
import { openTestContext, type TestContext, viewerOf } from '@cahier/kernel/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  editContribution,
  getContribution,
  listContributions,
  listOwnContributions,
  listSources,
  listThemeObstacles,
  listVersions,
  proposeContribution,
  publishContribution,
  ThemeClosedError,
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

const listed = async (): Promise<string[]> => {
  const { nodes } = await listContributions(here.open, { consultationId: here.consultationId })
  return nodes.map(({ id }) => id)
}
const facts = async (subjectId: string): Promise<string[]> => {
  const rows = await ctx.db.outboxEvent.findMany({ where: { subjectId }, orderBy: { position: 'asc' } })
  return rows.map(({ type }) => type)
}

describe('proposing', () => {
  test('what is proposed is public at once, in the consultation’s language, with its first version and its sources', async () => {
    const sources = [{ title: 'Une étude', url: 'https://exemple.test/etude', body: 'Elle dit oui.' }]
    const made = await proposeContribution(here.own, here.draft({ sources }))
    expect(made).toMatchObject({ status: 'PUBLISHED', locale: 'fr', version: 1, authorId: here.author.id })
    expect(await listed()).toEqual([made.id])
    const { nodes } = await listVersions(here.open, made.id)
    expect(nodes).toMatchObject([{ number: 1, title: made.title, body: made.body }])
    expect(await listSources(here.open, [newId(), made.id])).toMatchObject([[], sources])
    expect(await facts(made.id)).toEqual(['contribution.published'])
    // Phase, theme, row, counters (in the row's own triggers), version, fact, and the row as it is now.
    expect(await ctx.statementsOf(() => proposeContribution(here.own, here.draft()))).toHaveLength(6)
  })

  test('a draft is its author’s alone until they publish it', async () => {
    const draft = await proposeContribution(here.own, here.draft({ isDraft: true }))
    expect(await listed()).toEqual([])
    for (const [name, viewer] of await everybodyElse(ctx, here)) {
      const seen = await getContribution({ ...ctx, viewer }, draft.id)
      expect([name, seen !== null]).toEqual([name, name === 'ADMINISTRATOR'])
    }
    const edited = await editContribution(here.own, { id: draft.id, version: 1, title: 'Mieux dit' })
    expect((await listVersions(here.own, draft.id)).nodes).toEqual([])
    const published = await publishContribution(here.own, edited)
    expect(published).toMatchObject({ status: 'PUBLISHED', title: 'Mieux dit' })
    expect((await listVersions(here.open, draft.id)).nodes).toMatchObject([{ number: 1, title: 'Mieux dit' }])
    await expect(publishContribution(here.own, published)).rejects.toMatchObject({ reason: 'STATE' })
    expect(await facts(draft.id)).toEqual(['contribution.drafted', 'contribution.edited', 'contribution.published'])
  })

  test('one’s own list has the drafts and what was withdrawn, and is nobody else’s', async () => {
    const draft = await proposeContribution(here.own, here.draft({ isDraft: true }))
    const taken = await withdrawContribution(here.own, await proposeContribution(here.own, here.draft()))
    const own = await listOwnContributions(here.own, here.consultationId)
    expect(own.nodes.map(({ id }) => id).sort()).toEqual([draft.id, taken.id].sort())
    expect(await own.countAll()).toBe(2)
    const other = { ...ctx, viewer: viewerOf(await aParticipant(ctx.db, here.consultationId)) }
    expect((await listOwnContributions(other, here.consultationId)).nodes).toEqual([])
    await expect(listOwnContributions(here.open, here.consultationId)).rejects.toThrow(NotAuthenticatedError)
  })
})

test('what keeps somebody from contributing under a theme is told beforehand', async () => {
  const closed = await aTheme(ctx.db, here.consultationId, { status: 'CLOSED' })
  const asked = [here.themeId, closed.id, newId()]
  expect(await listThemeObstacles(here.own, asked)).toEqual([[], ['THEME_CLOSED'], ['NOT_PUBLIC']])
  expect(await listThemeObstacles(here.open, [here.themeId])).toEqual([['NOT_AUTHENTICATED']])
  const stranger = { ...ctx, viewer: viewerOf((await openSetting(ctx)).author, 'ORGANISER') }
  expect(await listThemeObstacles(stranger, [here.themeId])).toEqual([['NOT_PARTICIPATING']])
  await ctx.db.phase.updateMany({ where: { consultationId: here.consultationId }, data: { opens: [] } })
  expect(await listThemeObstacles(here.own, [here.themeId])).toEqual([['PHASE_CLOSED']])
  expect(await ctx.statementsOf(() => listThemeObstacles(here.own, asked))).toHaveLength(2)
})

describe('who may propose, where and when', () => {
  test('participants of this very consultation', async () => {
    await expect(proposeContribution(here.open, here.draft())).rejects.toThrow(NotAuthenticatedError)
    const elsewhere = viewerOf(await aParticipant(ctx.db, (await aConsultation(ctx.db)).id), 'ORGANISER')
    await expect(proposeContribution({ ...ctx, viewer: elsewhere }, here.draft())).rejects.toThrow(NotAllowedError)
    expect(await listed()).toEqual([])
  })

  test.each(['CLOSED', 'ARCHIVED'] as const)('a theme that is %s takes nothing', async (status) => {
    const draft = await proposeContribution(here.own, here.draft({ isDraft: true }))
    const made = await proposeContribution(here.own, here.draft())
    await ctx.db.theme.update({ where: { id: here.themeId }, data: { status } })
    await expect(proposeContribution(here.own, here.draft())).rejects.toThrow(ThemeClosedError)
    await expect(publishContribution(here.own, draft)).rejects.toThrow(ThemeClosedError)
    await expect(editContribution(here.own, { ...made, title: 'Autre' })).rejects.toThrow(ThemeClosedError)
    expect((await withdrawContribution(here.own, made)).status).toBe('WITHDRAWN')
  })

  test('a theme of another consultation, or of none, is refused', async () => {
    const elsewhere = (await aTheme(ctx.db, (await aConsultation(ctx.db)).id)).id
    for (const themeId of [elsewhere, newId(), 'rien', here.author.id])
      await expect(proposeContribution(here.own, here.draft({ themeId }))).rejects.toThrow(ValidationError)
  })

  test('nothing is done out of a phase that opens it, and nothing is left of it', async () => {
    const draft = await proposeContribution(here.own, here.draft({ isDraft: true }))
    const made = await proposeContribution(here.own, here.draft())
    await ctx.db.phase.updateMany({ where: { consultationId: here.consultationId }, data: { opens: ['VOTING'] } })
    const before = await ctx.db.outboxEvent.count()
    for (const act of [
      () => proposeContribution(here.own, here.draft()),
      () => proposeContribution(here.own, here.draft({ isDraft: true })),
      () => publishContribution(here.own, draft),
      () => editContribution(here.own, { ...made, title: 'Autre' }),
      () => withdrawContribution(here.own, made),
    ])
      await expect(act()).rejects.toThrow(PhaseClosedError)
    expect(await ctx.db.outboxEvent.count()).toBe(before)
    expect(await listed()).toEqual([made.id])
  })
})

test.each([
  ['a NUL', { title: 'a\0b' }],
  ['half a surrogate', { body: 'a\ud83d' }],
  ['a megabyte', { body: 'x'.repeat(1_048_576) }],
  ['a title past its bound', { title: 'x'.repeat(201) }],
  ['two lines of title', { title: 'un\ndeux' }],
  ['a language that is none', { locale: 'français' }],
  ['a script for an address', { sources: [{ title: 'a', url: 'javascript:alert(1)' }] }],
  ['a NUL in an address', { sources: [{ title: 'a', url: 'https://exemple.test/\0' }] }],
  ['too many sources', { sources: Array.from({ length: 21 }, () => ({ title: 'a', url: 'https://exemple.test' })) }],
  ['no consultation', { consultationId: 'rien' }],
])('%s is refused, and leaves nothing', async (_, wrong) => {
  await expect(proposeContribution(here.own, here.draft(wrong))).rejects.toThrow(ValidationError)
  expect(await ctx.db.contribution.count({ where: { consultationId: here.consultationId } })).toBe(0)
})
