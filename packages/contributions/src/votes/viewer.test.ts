import { aConsultation, aContribution, aTheme } from '@cahier/db/testing'
import { newId, type Viewer, visitor } from '@cahier/kernel'
import { administrator, openTestContext, type TestContext } from '@cahier/kernel/testing'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { castVote, listObstacles, viewerVotes } from '../index'
import { type Discussion, openDiscussion } from '../testing/discussion'

let ctx: TestContext
let here: Discussion
let consultationId: string
let themeId: string
let contributionId: string
beforeAll(async () => {
  ctx = await openTestContext()
})
afterAll(() => ctx.close())
beforeEach(async () => {
  here = await openDiscussion(ctx)
  ;({ consultationId, themeId, contributionId } = here)
})

const as = (viewer: Viewer): TestContext => ({ ...ctx, viewer })
test('their votes of a page are one statement, and nobody else’s', async () => {
  const other = (await aContribution(ctx.db, { consultationId, themeId })).id
  await castVote(here.own, { contributionId, value: 'MIXED' })
  const ids = [other, 'x', contributionId]
  const statements = await ctx.statementsOf(async () => {
    expect(await viewerVotes(here.own, ids)).toMatchObject([null, null, { contributionId, value: 'MIXED' }])
  })
  expect(statements).toHaveLength(1)
  for (const viewer of [visitor, administrator(newId()), (await here.join()).viewer])
    expect(await viewerVotes(as(viewer), ids)).toEqual([null, null, null])
})

test('what keeps them from voting is told in one statement for a page', async () => {
  const closedTheme = (await aTheme(ctx.db, consultationId, { status: 'CLOSED' })).id
  const inClosedTheme = (await aContribution(ctx.db, { consultationId, themeId: closedTheme })).id
  const hidden = (await aContribution(ctx.db, { consultationId, themeId }, { hiddenAt: new Date() })).id
  const archived = (await aConsultation(ctx.db, { status: 'ARCHIVED' })).id
  const past = { consultationId: archived, themeId: (await aTheme(ctx.db, archived)).id }
  const ids = [contributionId, inClosedTheme, hidden, (await aContribution(ctx.db, past)).id, 'x']
  const statements = await ctx.statementsOf(async () => {
    expect(await listObstacles(here.own, 'VOTING', ids)).toEqual([
      [],
      ['THEME_CLOSED'],
      ['NOT_PUBLIC'],
      ['NOT_PARTICIPATING', 'PHASE_CLOSED'],
      ['NOT_PUBLIC'],
    ])
  })
  expect(statements).toHaveLength(1)
  expect(await listObstacles(as(visitor), 'VOTING', ids.slice(0, 1))).toEqual([['NOT_AUTHENTICATED']])
})
