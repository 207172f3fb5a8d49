import { rawSql } from '@cahier/db'
import { aParticipant, aTheme } from '@cahier/db/testing'
import { ConflictError, system } from '@cahier/kernel'
import { openTestContext, type TestContext, viewerOf } from '@cahier/kernel/testing'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  countPublishedByTheme,
  editContribution,
  hideContribution,
  listContributionActivity,
  moveContributions,
  proposeContribution,
  publishContribution,
  restoreContribution,
  withdrawContribution,
} from './index'
import { openSetting, type Setting } from './testing/setting'

let ctx: TestContext
beforeAll(async () => {
  ctx = await openTestContext()
})
afterAll(() => ctx.close())

const act = fc.record({
  kind: fc.constantFrom('propose', 'draft', 'publish', 'edit', 'move', 'withdraw', 'hide', 'restore', 'merge'),
  which: fc.nat(20),
  author: fc.nat(1),
  theme: fc.nat(1),
})
type Act = typeof act extends fc.Arbitrary<infer Value> ? Value : never

const figures = async ({ consultationId }: Setting, themeIds: string[]) => ({
  activity: await listContributionActivity(ctx, { consultationId }),
  themes: await countPublishedByTheme(ctx, themeIds),
})

const performer = async (here: Setting, themeIds: [string, string]) => {
  const pupil = await aParticipant(ctx.db, here.consultationId, { actorKind: 'PUPIL' })
  const authors = [here.own, { ...ctx, viewer: viewerOf(pupil) }]
  const made: { id: string; by: TestContext }[] = []
  return async ({ kind, which, author, theme }: Act): Promise<void> => {
    const by = authors[author] ?? here.own
    const themeId = themeIds[theme] ?? here.themeId
    if (kind === 'propose' || kind === 'draft') {
      const proposed = await proposeContribution(by, here.draft({ themeId, isDraft: kind === 'draft' }))
      made.push({ id: proposed.id, by })
      return
    }
    if (kind === 'merge') return moveContributions(ctx, themeId, themeIds[1 - theme] ?? here.themeId)
    const target = made[which % Math.max(made.length, 1)]
    if (!target) return
    const { version } = await ctx.db.contribution.findUniqueOrThrow({ where: { id: target.id } })
    const change = { id: target.id, version }
    if (kind === 'publish') await publishContribution(target.by, change)
    if (kind === 'edit') await editContribution(target.by, { ...change, title: `Titre ${which}` })
    if (kind === 'move') await editContribution(target.by, { ...change, themeId })
    if (kind === 'withdraw') await withdrawContribution(target.by, change)
    if (kind === 'hide') await hideContribution({ ...ctx, viewer: system }, target.id)
    if (kind === 'restore') await restoreContribution({ ...ctx, viewer: system }, target.id)
  }
}

/** The act, or its refusal: either way the counters must hold. */
const refusable = (error: Error): void => {
  if (!(error instanceof ConflictError) && error.name !== 'NotFoundError') throw error
}

test('after any acts, every counter is what a recount finds', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 5, maxLength: 25 }), async (acts) => {
      const here = await openSetting(ctx)
      const themeIds: [string, string] = [here.themeId, (await aTheme(ctx.db, here.consultationId)).id]
      const perform = await performer(here, themeIds)
      for (const one of acts) await perform(one).catch(refusable)
      const kept = await figures(here, themeIds)
      await rawSql`SELECT "recountConsultation"(${here.consultationId}::uuid)::text`.execute(ctx.sql)
      expect(await figures(here, themeIds)).toEqual(kept)
    }),
    { numRuns: 15 },
  )
})
