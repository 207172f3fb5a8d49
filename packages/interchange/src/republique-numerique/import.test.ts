import { existsSync } from 'node:fs'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { listCommentsOf, listContributions } from '@cahier/contributions'
import { rawSql, type Stance } from '@cahier/db'
import { aConsultation, aParticipant, canRace } from '@cahier/db/testing'
import { NotAllowedError, NotAuthenticatedError, visitor } from '@cahier/kernel'
import { openTestContext, type TestContext, viewerOf } from '@cahier/kernel/testing'
import { getThemeBySlug } from '@cahier/themes'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { ImportProgress } from '../context'
import { ImportRefusedError } from '../errors'
import { importRepubliqueNumerique } from './import'
import type { ImportReport } from './report'

const synthetic = join(import.meta.dirname, '../../fixtures/synthetic')
const real = join(process.env.CAHIER_DATA ?? '', 'republique-numerique-2015')
const hasReal = Boolean(process.env.CAHIER_DATA) && existsSync(real)
if (!hasReal)
  console.info('The real import is not tested: CAHIER_DATA names no folder with republique-numerique-2015/.')

let ctx: TestContext
let folder: string

beforeAll(async () => {
  ctx = await openTestContext()
})
afterAll(() => ctx.close())
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cahier-interchange-'))
  await cp(synthetic, folder, { recursive: true })
})
afterEach(() => rm(folder, { recursive: true }))

const counts = async ({ sql } = ctx): Promise<unknown> => {
  const tables = [
    'consultation',
    'theme',
    'participant',
    'contribution',
    'contributionVersion',
    'contributionSource',
    'comment',
    'vote',
  ]
  const columns = tables.map((table) => `(SELECT count(*)::int FROM "${table}") AS "${table}"`)
  return (await rawSql.raw(`SELECT ${columns.join(', ')}`).execute(sql)).rows[0]
}

const expected: Omit<ImportReport, 'consultationId'> = {
  sections: 2,
  opinions: 3,
  arguments: { for: 2, against: 1 },
  sources: 1,
  participants: 3,
  votes: { agree: 12, mixed: 2, disagree: 4 },
  hidden: { opinions: 1, arguments: 1 },
}

test('only the platform and its administrators import', async () => {
  const consultation = await aConsultation(ctx.db)
  const organiser = viewerOf(await aParticipant(ctx.db, consultation.id), 'ORGANISER')
  const before = await counts()
  await expect(importRepubliqueNumerique({ ...ctx, viewer: visitor }, folder)).rejects.toThrow(NotAuthenticatedError)
  await expect(importRepubliqueNumerique({ ...ctx, viewer: organiser }, folder)).rejects.toThrow(NotAllowedError)
  expect(await counts()).toEqual(before)
})

test('of a folder with a fault nothing comes in, not even what precedes it', async () => {
  await writeFile(join(folder, 'sources.jsonl'), '{"id": 1}\n')
  const before = await counts()
  await expect(importRepubliqueNumerique(ctx, folder)).rejects.toThrow(ImportRefusedError)
  expect(await counts()).toEqual(before)
})

test('a folder comes in whole: its report says what the database holds, its progress goes up to the total', async () => {
  const told: ImportProgress[] = []
  const report = await importRepubliqueNumerique(ctx, folder, { onProgress: (progress) => told.push(progress) })
  expect(report).toMatchObject(expected)
  expect(told.map(({ stage, done, total }) => `${stage} ${done}/${total}`)).toEqual([
    'checking 0/0',
    'sections.csv 2/12',
    'authors 5/12',
    'opinions.jsonl 8/12',
    'arguments.jsonl 11/12',
    'sources.jsonl 12/12',
  ])
})

test('opinions become proposals: their texts, dates and tallies; what was in the bin is hidden', async () => {
  const rows = await ctx.db.contribution.findMany({ orderBy: { externalId: 'asc' }, include: { theme: true } })
  expect(rows).toMatchObject([
    {
      externalId: '11',
      kind: 'PROPOSAL',
      status: 'PUBLISHED',
      origin: 'IMPORTED',
      hiddenAt: null,
      theme: { slug: 'exemple-acces-aux-donnees', title: { fr: 'Exemple : accès aux données' }, contributionCount: 1 },
      title: 'Publier les données du village d’exemple',
      body: 'Texte synthétique.\nDeuxième ligne.',
      publishedAt: new Date('2015-09-27T08:00:00Z'),
      agreeCount: 0,
      importedAgreeCount: 5,
      importedMixedCount: 2,
      importedDisagreeCount: 1,
      supportCount: 5,
      forCount: 1,
      againstCount: 1,
    },
    { externalId: '12', hiddenAt: expect.any(Date), importedDisagreeCount: 3 },
    { externalId: '13', hiddenAt: null, supportCount: 7, commentCount: 0 },
  ])
})

test('arguments become comments with their stance; sources stay with their proposal', async () => {
  expect(await ctx.db.comment.findMany({ orderBy: { externalId: 'asc' } })).toMatchObject([
    {
      externalId: '101',
      stance: 'FOR',
      importedAgreeCount: 4,
      createdAt: new Date('2015-10-02T08:00:00Z'),
      hiddenAt: null,
    },
    { externalId: '102', stance: 'AGAINST', importedAgreeCount: 0, hiddenAt: null },
    { externalId: '103', stance: 'FOR', hiddenAt: expect.any(Date) },
  ])
  const [source] = await ctx.db.contributionSource.findMany({ include: { contribution: true } })
  expect(source).toMatchObject({ url: 'https://example.org/jardin', contribution: { externalId: '13' } })
})

/** The most supported proposals of a theme, as anybody reads them, with one argument for and one against each. */
const mostSupported = async (context: TestContext, consultationId: string, slug: string) => {
  const anybody = { ...context, viewer: visitor }
  const theme = await getThemeBySlug(anybody, consultationId, slug)
  const themeId = theme?.id ?? expect.fail(slug)
  const filter = { consultationId, themeId, kind: ['PROPOSAL' as const] }
  const { nodes } = await listContributions(anybody, filter, { orderBy: 'MOST_SUPPORTED', first: 3 })
  const argued = async (stance: Stance): Promise<(string | undefined)[]> => {
    const ids = nodes.map(({ id }) => id)
    const pages = await listCommentsOf(anybody, ids, { stance }, { orderBy: 'OLDEST', first: 1 })
    return pages.map((page) => (page instanceof Error ? expect.fail(page.message) : page.nodes[0]?.body))
  }
  const [pro, con] = [await argued('FOR'), await argued('AGAINST')]
  return nodes.map(({ title, supportCount, forCount, againstCount }, n) => ({
    title,
    counts: [supportCount, forCount, againstCount],
    pro: pro[n],
    con: con[n],
  }))
}

test('anybody reads the most supported proposals of a theme, with their arguments for and against', async () => {
  const { id } = await ctx.db.consultation.findUniqueOrThrow({ where: { slug: 'republique-numerique-2015' } })
  expect(await mostSupported(ctx, id, 'exemple-acces-aux-donnees')).toEqual([
    {
      title: 'Publier les données du village d’exemple',
      counts: [5, 1, 1],
      pro: 'Argument synthétique pour.',
      con: 'Argument synthétique contre.',
    },
  ])
})

test('authors are participants under pseudonyms, whom nothing here leads back to their account', async () => {
  const people = await ctx.db.participant.findMany({
    where: { externalId: { not: null } },
    orderBy: { createdAt: 'asc' },
  })
  expect(people[0]?.createdAt).toEqual(new Date('2015-09-27T08:00:00Z'))
  for (const { pseudonym, externalId, personId, origin } of people) {
    expect(pseudonym).toMatch(/^Contributeur (\d{3}-){3}\d{3}$/)
    expect({ personId, origin }).toEqual({ personId: null, origin: 'IMPORTED' })
    expect(externalId).not.toContain('usynthetic')
  }
})

test('twice makes no duplicate; what came since is added', async () => {
  const before = await counts()
  const again = await importRepubliqueNumerique(ctx, folder)
  expect(again).toMatchObject(expected)
  expect(await counts()).toEqual(before)
  const file = join(folder, 'arguments.jsonl')
  const text = await readFile(file, 'utf8')
  await writeFile(file, text + text.split('\n')[0]?.replace('101', '104'))
  expect(await importRepubliqueNumerique(ctx, folder)).toEqual({ ...again, arguments: { for: 3, against: 1 } })
})

test.runIf(canRace)('three imports at once make no duplicate', async () => {
  const own = await openTestContext()
  try {
    const imports = [1, 2, 3].map(() => importRepubliqueNumerique(own, folder))
    for (const report of await Promise.all(imports)) expect(report).toMatchObject({ sections: 2, participants: 3 })
    expect(await importRepubliqueNumerique(own, folder)).toMatchObject(expected)
  } finally {
    await own.close()
  }
})

test.runIf(hasReal)(
  'the real consultation of 2015 comes in with all its figures, twice without duplicates',
  {
    timeout: 120_000,
  },
  async () => {
    const own = await openTestContext()
    try {
      const report = await importRepubliqueNumerique(own, real)
      expect(report).toMatchObject({
        sections: 18,
        opinions: 696,
        arguments: { for: 1_960, against: 2_034 },
        sources: 326,
        participants: 1_539,
        votes: { agree: 71_940, mixed: 5_947, disagree: 10_735 },
        hidden: { opinions: 4, arguments: 0 },
      })
      expect(await mostSupported(own, report.consultationId, 'ouverture-des-donnees-publiques')).toMatchObject([
        { counts: [2_237, 50, 45], pro: expect.any(String), con: expect.any(String) },
        { counts: [1_850, 18, 2] },
        { counts: [1_124, 16, 28] },
      ])
      const before = await counts(own)
      expect(await importRepubliqueNumerique(own, real)).toEqual(report)
      expect(await counts(own)).toEqual(before)
      const counters = () => own.sql.selectFrom('theme').select(['id', 'contributionCount']).orderBy('id').execute()
      const kept = await counters()
      await rawSql`SELECT "recountConsultation"(${report.consultationId}::uuid)::text`.execute(own.sql)
      expect(await counters()).toEqual(kept)
      expect(kept.reduce((sum, { contributionCount }) => sum + contributionCount, 0)).toBe(696 - 4)
    } finally {
      await own.close()
    }
  },
)
