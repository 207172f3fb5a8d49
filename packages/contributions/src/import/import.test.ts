import { aConsultation, aTheme } from '@cahier/db/testing'
import { NotAllowedError, NotAuthenticatedError, ValidationError } from '@cahier/kernel'
import { openTestContext, type TestContext } from '@cahier/kernel/testing'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import {
  countContributions,
  getContribution,
  hideContribution,
  type ImportedContribution,
  importContributions,
  importSources,
  listContributionActivity,
  listContributions,
  listSources,
  listVersions,
} from '../index'
import { everybodyElse, openSetting, type Setting } from '../testing/setting'

let ctx: TestContext
let here: Setting
beforeAll(async () => {
  ctx = await openTestContext()
})
afterAll(() => ctx.close())
beforeEach(async () => {
  here = await openSetting(ctx)
})

const row = (n: number, more: Partial<ImportedContribution> = {}): ImportedContribution => ({
  externalId: `opinion-${n}`,
  themeId: here.themeId,
  authorId: here.author.id,
  kind: 'PROPOSAL',
  title: `Opinion ${n}`,
  body: 'Le texte, avec "guillemets", \\ et des lignes\nà part.',
  locale: 'fr',
  origin: 'IMPORTED',
  publishedAt: new Date('2015-09-26T10:00:00Z'),
  ...more,
})
const bring = (rows: ImportedContribution[]) => importContributions(ctx, here.consultationId, rows)

test('what comes in twice is there once, with its tally apart from votes cast here', async () => {
  const rows = [
    row(1, { tally: { agree: 30, mixed: 2, disagree: 4 } }),
    row(2, { authorId: null }),
    row(3, { isHidden: true }),
  ]
  const first = await bring(rows)
  expect(await bring(rows)).toEqual(first)
  const { nodes } = await listContributions(
    here.open,
    { consultationId: here.consultationId },
    { orderBy: 'MOST_SUPPORTED' },
  )
  expect(nodes).toMatchObject([
    {
      id: first.get('opinion-1'),
      supportCount: 30,
      agreeCount: 0,
      importedDisagreeCount: 4,
      version: 1,
      origin: 'IMPORTED',
    },
    { id: first.get('opinion-2'), authorId: null, publishedAt: '2015-09-26T10:00:00.000Z', body: row(1).body },
  ])
  expect(await listContributionActivity(here.open, { consultationId: here.consultationId })).toEqual([
    { themeId: here.themeId, actorKind: 'TEACHER', week: '2015-09-21', count: 1 },
    { themeId: here.themeId, actorKind: 'OTHER', week: '2015-09-21', count: 1 },
  ])
  expect((await listVersions(here.open, first.get('opinion-1') ?? '')).nodes).toMatchObject([{ number: 1 }])
  const facts = await ctx.db.outboxEvent.findMany({ where: { consultationId: here.consultationId } })
  expect(facts.map(({ type }) => type)).toEqual(['contribution.imported', 'contribution.imported'])
})

test('a text that changed there is one version more, and what moderation decided here stays', async () => {
  const id = (await bring([row(1)])).get('opinion-1') ?? ''
  await hideContribution(ctx, id)
  await bring([row(1, { title: 'Autrement', updatedAt: new Date('2015-10-01T00:00:00Z') })])
  expect(await getContribution(ctx, id)).toMatchObject({ title: 'Autrement', version: 2, hiddenAt: expect.any(String) })
  const { nodes } = await listVersions(ctx, id)
  expect(nodes.map(({ number, title, writtenAt }) => [number, title, writtenAt])).toEqual([
    [2, 'Autrement', '2015-10-01T00:00:00.000Z'],
    [1, 'Opinion 1', '2015-09-26T10:00:00.000Z'],
  ])
})

test('a thousand rows are a handful of statements', async () => {
  const rows = Array.from({ length: 1_000 }, (_, n) => row(n))
  const statements = await ctx.statementsOf(() => bring(rows))
  expect(statements.length).toBeLessThanOrEqual(5)
  expect(await countContributions(here.open, { themeId: here.themeId })).toBe(1_000)
})

test('sources come in once, in their order, and follow what they are of', async () => {
  const id = (await bring([row(1)])).get('opinion-1') ?? ''
  const source = (n: number) => ({
    externalId: `source-${n}`,
    contributionId: id,
    title: `Source ${n}`,
    url: 'https://exemple.test/a?b=c',
    body: null,
    createdAt: new Date(Date.UTC(2015, 9, n)),
  })
  await importSources(ctx, [source(2), source(1)])
  await importSources(ctx, [source(2), { ...source(1), title: 'Corrigée' }])
  expect((await listSources(here.open, [id]))[0]?.map(({ title }) => title)).toEqual(['Corrigée', 'Source 2'])
  await expect(importSources(ctx, [{ ...source(3), contributionId: here.themeId }])).rejects.toThrow(ValidationError)
})

test('only the platform and its administrators bring anything in', async () => {
  for (const [name, viewer] of await everybodyElse(ctx, here)) {
    const attempt = importContributions({ ...ctx, viewer }, here.consultationId, [row(1)])
    if (name === 'ADMINISTRATOR') await expect(attempt).resolves.toHaveProperty('size', 1)
    else await expect(attempt, name).rejects.toThrow(name === 'VISITOR' ? NotAuthenticatedError : NotAllowedError)
    const sources = importSources({ ...ctx, viewer }, [])
    if (name !== 'ADMINISTRATOR') await expect(sources, name).rejects.toThrow()
  }
})

test('a row that cannot be refuses all of them, and leaves nothing', async () => {
  const away = await aTheme(ctx.db, (await aConsultation(ctx.db)).id)
  const stranger = (await openSetting(ctx)).author.id
  for (const wrong of [
    { themeId: away.id },
    { authorId: stranger },
    { title: 'a\0' },
    { body: '\ud83d' },
    { locale: '' },
  ])
    await expect(bring([row(1), row(2, wrong)])).rejects.toThrow(ValidationError)
  expect(await countContributions(here.open, { themeId: here.themeId })).toBe(0)
})
