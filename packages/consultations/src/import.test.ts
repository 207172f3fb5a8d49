import { aConsultation, aParticipant } from '@cahier/db/testing'
import { NotAllowedError, ValidationError, visitor } from '@cahier/kernel'
import { openTestContext, type TestContext, viewerOf } from '@cahier/kernel/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  archiveConsultation,
  type ConsultationSheet,
  editConsultation,
  importConsultation,
  listContextPages,
  listPhases,
  listSpaces,
} from './index'

let ctx: TestContext
beforeAll(async () => {
  ctx = await openTestContext()
})
afterAll(() => ctx.close())

const sheet: ConsultationSheet = {
  slug: 'importee',
  title: { fr: 'Importée', en: 'Imported' },
  summary: { fr: 'Une autre plateforme' },
  defaultLocale: 'fr',
  status: 'PUBLISHED',
  origin: 'IMPORTED',
  source: 'https://exemple.fr',
  phases: [
    {
      slug: 'un',
      title: { fr: 'Un' },
      opens: ['VOTING'],
      startsAt: '2015-09-26T00:00:00Z',
      endsAt: '2015-10-18T00:00:00Z',
    },
  ],
  spaces: ['un', 'deux'].map((slug) => ({ slug, kind: 'SYNTHESIS', title: { fr: slug }, summary: { fr: slug } })),
  pages: [{ slug: 'a-propos', title: { fr: 'À propos' }, body: { fr: 'Texte' } }],
}
const partsOf = async (id: string) => ({
  phases: (await listPhases(ctx, [id]))[0],
  spaces: (await listSpaces(ctx, [id]))[0],
  pages: (await listContextPages(ctx, [id]))[0],
})

test('what comes in twice is there once, as it came last; its status is what it became here', async () => {
  const first = await importConsultation(ctx, sheet)
  const before = await partsOf(first.id)
  const archived = await archiveConsultation(ctx, first)
  const again = await importConsultation(ctx, { ...sheet, title: { fr: 'Autre' }, spaces: sheet.spaces.toReversed() })
  expect(again).toMatchObject({ id: first.id, status: 'ARCHIVED', title: { fr: 'Autre' }, origin: 'IMPORTED' })
  const after = await partsOf(first.id)
  expect(after.spaces?.map(({ id }) => id)).toEqual(before.spaces?.map(({ id }) => id).reverse())
  expect(after.phases?.map(({ id }) => id)).toEqual(before.phases?.map(({ id }) => id))
  expect(after.pages).toHaveLength(1)
  await expect(editConsultation(ctx, { ...archived, source: null })).rejects.toMatchObject({ reason: 'STALE_VERSION' })
})

test('a sheet with a fault brings nothing', async () => {
  const [phase] = sheet.phases
  if (!phase) throw new Error('No phase')
  const wrong = { ...sheet, slug: 'fautive', phases: [phase, { ...phase, slug: 'deux', endsAt: phase.startsAt }] }
  await expect(importConsultation(ctx, wrong)).rejects.toMatchObject({ issues: [{ path: ['phases', 1, 'endsAt'] }] })
  const tooMany = {
    ...sheet,
    slug: 'fautive',
    pages: Array.from({ length: 101 }, () => sheet.pages[0]).flatMap((p) => p ?? []),
  }
  await expect(importConsultation(ctx, tooMany)).rejects.toThrow(ValidationError)
  expect(await ctx.db.consultation.count({ where: { slug: 'fautive' } })).toBe(0)
})

test('only the platform and its administrators import', async () => {
  const organiser = viewerOf(await aParticipant(ctx.db, (await aConsultation(ctx.db)).id), 'ORGANISER')
  await expect(importConsultation({ ...ctx, viewer: organiser }, sheet)).rejects.toThrow(NotAllowedError)
  await expect(importConsultation({ ...ctx, viewer: visitor }, sheet)).rejects.toHaveProperty(
    'name',
    'NotAuthenticatedError',
  )
})
