import '@cahier/consultations/graphql'
import '@cahier/participants/graphql'
import '@cahier/territories/graphql'
import '@cahier/themes/graphql'
import './index'
import { aConsultation, aContribution, aParticipant } from '@cahier/db/testing'
import { encodeId } from '@cahier/graphql'
import { ask, requestContext } from '@cahier/graphql/testing'
import { newId, type Viewer, visitor } from '@cahier/kernel'
import { openTestContext, type TestContext, viewerOf } from '@cahier/kernel/testing'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
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

const as = (viewer: Viewer) => requestContext({ ...ctx, viewer })
const on = (type: string, id: string) => encodeId(type, id)

const REFUSAL = '... on UserError { code } ... on NotAllowedError { reason } ... on ValidationError { issues { path } }'
const CAST = (fields: string) => `mutation ($input: CastVoteInput!) {
  castVote(input: $input) { ... on CastVotePayload { ${fields} } ${REFUSAL} } }`

const input = (value = 'AGREE') => ({ input: { contributionId: on('Contribution', contributionId), value } })

test('counts alone are one statement, anything else of the contribution one more', async () => {
  const counts = CAST('vote { value castAt } tally { agree mixed disagree } supportCount')
  const one = await ctx.statementsOf(async () => {
    expect((await ask(as(here.own.viewer), counts, input())).data.castVote).toEqual({
      vote: { value: 'AGREE', castAt: expect.stringMatching(/Z$/) },
      tally: { agree: 1, mixed: 0, disagree: 0 },
      supportCount: 6,
    })
  })
  expect(one).toHaveLength(1)
  const two = await ctx.statementsOf(async () => {
    const { data } = await ask(
      as(here.own.viewer),
      CAST('contribution { title tally { agree mixed } }'),
      input('MIXED'),
    )
    expect(data.castVote.contribution.tally).toEqual({ agree: 0, mixed: 1 })
  })
  expect(two).toHaveLength(2)
})

test('two votes in one request are each answered as they left the contribution', async () => {
  const fields = 'contribution { tally { agree disagree } viewerVote { value } }'
  const source = `mutation ($a: CastVoteInput!, $b: CastVoteInput!, $c: RemoveVoteInput!) {
    a: castVote(input: $a) { ... on CastVotePayload { ${fields} } }
    b: castVote(input: $b) { ... on CastVotePayload { ${fields} } }
    c: removeVote(input: $c) { ... on RemoveVotePayload { ${fields} } } }`
  const [agree, disagree] = [input().input, input('DISAGREE').input]
  const { data } = await ask(as(here.own.viewer), source, {
    a: agree,
    b: disagree,
    c: { contributionId: agree.contributionId },
  })
  expect(data).toEqual({
    a: { contribution: { tally: { agree: 1, disagree: 0 }, viewerVote: { value: 'AGREE' } } },
    b: { contribution: { tally: { agree: 0, disagree: 1 }, viewerVote: { value: 'DISAGREE' } } },
    c: { contribution: { tally: { agree: 0, disagree: 0 }, viewerVote: null } },
  })
})

test('a retry under one key gets the first answer', async () => {
  const keyed = { input: { ...input().input, idempotencyKey: newId() } }
  const cast = () => ask(as(here.own.viewer), CAST('vote { value castAt } supportCount contribution { id }'), keyed)
  expect(await cast()).toEqual(await cast())
  expect(await ctx.db.outboxEvent.count({ where: { subjectId: contributionId } })).toBe(1)
})

test('refusals are in the result', async () => {
  const cast = async (viewer: Viewer, variables: object = input()) =>
    (await ask(as(viewer), CAST('supportCount'), variables as Record<string, unknown>)).data?.castVote
  const stranger = viewerOf(await aParticipant(ctx.db, (await aConsultation(ctx.db)).id))
  expect(await cast(stranger)).toMatchObject({ code: 'NOT_ALLOWED', reason: 'JOIN_FIRST' })
  for (const id of [on('Contribution', newId()), on('Contribution', themeId)])
    expect(await cast(here.own.viewer, { input: { contributionId: id, value: 'AGREE' } })).toEqual({
      code: 'NOT_FOUND',
    })
  for (const id of [on('Theme', themeId), 'x', '', '\0', '\ud83d', 'é'.repeat(100_000)])
    expect(await cast(here.own.viewer, { input: { contributionId: id, value: 'AGREE' } })).toMatchObject({
      code: 'VALIDATION_FAILED',
      issues: [{ path: ['contributionId'] }],
    })
  await ctx.db.theme.update({ where: { id: themeId }, data: { status: 'ARCHIVED' } })
  expect(await cast(here.own.viewer)).toEqual({ code: 'THEME_CLOSED' })
  await ctx.db.theme.update({ where: { id: themeId }, data: { status: 'OPEN' } })
  await ctx.db.phase.deleteMany({ where: { consultationId } })
  expect(await cast(here.own.viewer)).toEqual({ code: 'PHASE_CLOSED' })
  const { errors } = await ask(as(visitor), CAST('supportCount'), input())
  expect(errors?.[0]?.extensions.code).toBe('NOT_AUTHENTICATED')
})

test('a page tells what the viewer did and may do in three statements', async () => {
  for (let n = 0; n < 4; n++) await aContribution(ctx.db, { consultationId, themeId })
  const source = `query ($id: ID!) { contributions(consultationId: $id) { nodes { title viewerVote { value } viewerCanVote
    viewerCannotVoteReasons } } }`
  const statements = await ctx.statementsOf(async () => {
    const { data } = await ask(as(here.own.viewer), source, { id: on('Consultation', consultationId) })
    expect(data.contributions.nodes).toHaveLength(5)
    for (const node of data.contributions.nodes)
      expect(node).toMatchObject({ viewerVote: null, viewerCanVote: true, viewerCannotVoteReasons: [] })
  })
  expect(statements).toHaveLength(3)
})
