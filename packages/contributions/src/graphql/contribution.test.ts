import { aParticipant, aTheme } from '@cahier/db/testing'
import { encodeId } from '@cahier/graphql'
import { ask, requestContext } from '@cahier/graphql/testing'
import { type Viewer, visitor } from '@cahier/kernel'
import { openTestContext, type TestContext, viewerOf } from '@cahier/kernel/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import '@cahier/consultations/graphql'
import '@cahier/participants/graphql'
import '@cahier/territories/graphql'
import '@cahier/themes/graphql'
import './index'
import { hideContribution, importContributions, proposeContribution } from '../index'
import { openSetting, type Setting } from '../testing/setting'

let ctx: TestContext
let here: Setting
beforeAll(async () => {
  ctx = await openTestContext()
})
afterAll(() => ctx.close())
beforeEach(async () => {
  here = await openSetting(ctx)
})

const as = (viewer: Viewer) => requestContext({ ...ctx, viewer })
const propose = (title: string) => proposeContribution(here.own, here.draft({ title }))
const ids = () => ({
  theme: encodeId('Theme', here.themeId),
  consultation: encodeId('Consultation', here.consultationId),
  author: encodeId('Participant', here.author.id),
})

describe('statements', () => {
  const PAGE = `query ($theme: ID!) { node(id: $theme) { ... on Theme { title contributionCount
    contributions { nodes { title supportCount commentCount author { displayName actorKind } theme { title } } } } } }`

  test('twenty contributions of a theme, with author and theme, are two', async () => {
    for (let n = 0; n < 25; n++) await propose(`Titre ${n}`)
    let answer: Awaited<ReturnType<typeof ask>> | undefined
    const statements = await ctx.statementsOf(async () => {
      answer = await ask(as(visitor), PAGE, { theme: ids().theme })
    })
    expect(answer?.errors).toBeUndefined()
    expect(answer?.data.node.contributions.nodes).toHaveLength(20)
    expect(answer?.data.node.contributions.nodes[0]).toEqual({
      title: 'Titre 24',
      supportCount: 0,
      commentCount: 0,
      author: { displayName: here.author.pseudonym, actorKind: 'TEACHER' },
      theme: { title: 'Un thème' },
    })
    expect(statements).toHaveLength(2)
  })

  test('all that a page of contributions can show of itself is a statement a field, whatever the rows', async () => {
    for (let n = 0; n < 5; n++) await propose(`Titre ${n}`)
    const source = `query ($consultation: ID!) { contributions(consultationId: $consultation) { totalCount nodes {
      sources { title } versions { totalCount nodes { number } } viewerCanEdit viewerCanWithdraw theme { slug } } } }`
    const statements = await ctx.statementsOf(() => ask(as(here.own.viewer), source, ids()))
    // Page, count, sources, versions and their count, theme, what the viewer may do: open themes, phases of these, phases.
    expect(statements.length).toBeLessThanOrEqual(9)
    const nested = `query ($consultation: ID!) { node(id: $consultation) { ... on Consultation { themes { nodes {
      contributions(first: 3) { totalCount nodes { title } } contributionCountWithSubthemes } } } } }`
    for (let n = 0; n < 6; n++) await aTheme(ctx.db, here.consultationId)
    expect(await ctx.statementsOf(() => ask(as(visitor), nested, ids()))).toHaveLength(5)
  })
})

describe('reading', () => {
  test('what moderation hid answers null to all but its author and moderators', async () => {
    const { id } = await propose('Zéphyr')
    await hideContribution(ctx, id)
    const moderator = viewerOf(await aParticipant(ctx.db, here.consultationId), 'MODERATOR')
    const source =
      'query ($id: ID!) { node(id: $id) { ... on Contribution { title hiddenAt viewerCanEdit viewerCanWithdraw } } }'
    const seenBy = async (viewer: Viewer) =>
      (await ask(as(viewer), source, { id: encodeId('Contribution', id) })).data.node
    expect(await seenBy(visitor)).toBeNull()
    expect(await seenBy(moderator)).toMatchObject({ hiddenAt: expect.stringMatching(/Z$/), viewerCanWithdraw: false })
    expect(await seenBy(here.own.viewer)).toMatchObject({ viewerCanEdit: false, viewerCanWithdraw: true })
  })

  test('an imported contribution without author says so, with its tally apart', async () => {
    const imported = { externalId: '1', authorId: null, kind: 'PROPOSAL', title: 'A', body: 'B', locale: 'fr' } as const
    const tally = { agree: 30, mixed: 2, disagree: 4 }
    const rows = [{ ...imported, themeId: here.themeId, origin: 'IMPORTED' as const, publishedAt: new Date(0), tally }]
    await importContributions(ctx, here.consultationId, rows)
    const source = `query ($author: ID!, $consultation: ID!) { contributions(consultationId: $consultation) { nodes {
      origin author { id } supportCount tally { agree } importedTally { agree mixed disagree } publishedAt } }
      node(id: $author) { ... on Participant { contributions { totalCount } } } }`
    const { data } = await ask(as(visitor), source, ids())
    expect(data.node.contributions.totalCount).toBe(0)
    expect(data.contributions.nodes).toEqual([
      {
        origin: 'IMPORTED',
        author: null,
        supportCount: 30,
        tally: { agree: 0 },
        importedTally: tally,
        publishedAt: '1970-01-01T00:00:00.000Z',
      },
    ])
  })

  test('the activity of a consultation, and one’s own contributions', async () => {
    await propose('Un')
    await proposeContribution(here.own, here.draft({ isDraft: true }))
    const source = `query ($consultation: ID!, $theme: ID) { node(id: $consultation) { ... on Consultation {
      contributionActivity(themeId: $theme) { theme { id } actorKind week count }
      viewerContributions { totalCount nodes { status } } } } }`
    const { data } = await ask(as(here.own.viewer), source, ids())
    expect(data.node.contributionActivity).toMatchObject([
      { theme: { id: ids().theme }, actorKind: 'TEACHER', count: 1 },
    ])
    expect(data.node.viewerContributions.nodes.map(({ status }: { status: string }) => status)).toEqual([
      'DRAFT',
      'PUBLISHED',
    ])
    expect((await ask(as(visitor), source, ids())).data.node.viewerContributions).toBeNull()
  })

  test('a theme says whether the viewer may contribute under it, and why not', async () => {
    const source = `query ($theme: ID!) { node(id: $theme) { ... on Theme {
      viewerCanContribute viewerCannotContributeReasons } } }`
    expect((await ask(as(here.own.viewer), source, ids())).data.node).toEqual({
      viewerCanContribute: true,
      viewerCannotContributeReasons: [],
    })
    expect((await ask(as(visitor), source, ids())).data.node).toEqual({
      viewerCanContribute: false,
      viewerCannotContributeReasons: ['NOT_AUTHENTICATED'],
    })
  })

  test.each<[string, (other: Setting) => object, string]>([
    [
      'a filter by another consultation’s theme',
      (other) => ({ themeId: encodeId('Theme', other.themeId) }),
      'elsewhere',
    ],
    ['a filter by another type’s id', () => ({ themeId: ids().author }), 'unknown'],
    ['a search with a NUL', () => ({ search: 'a\0' }), 'nul'],
    ['half a surrogate', () => ({ search: '\ud83d' }), 'malformed'],
  ])('%s is a typed error', async (_, filter, rule) => {
    const source = `query ($consultation: ID!, $filter: ContributionFilter) {
      contributions(consultationId: $consultation, filter: $filter) { nodes { id } } }`
    const { errors } = await ask(as(visitor), source, { ...ids(), filter: filter(await openSetting(ctx)) })
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'VALIDATION_FAILED', issues: [{ rule }] })
  })
})
