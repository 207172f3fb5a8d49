import { aConsultation, aContribution, aParticipant, aTheme } from '@cahier/db/testing'
import { builder, type Context, encodeId, INTERFACE_LOCALES, say } from '@cahier/graphql'
import { ask, requestContext, sdlOf } from '@cahier/graphql/testing'
import { isSeenBy, newId, visitor } from '@cahier/kernel'
import { viewerOf } from '@cahier/kernel/testing'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import './index'
import { as, handedOver, type ModerationTestContext, openModerationContext } from '../testing'

// The types that moderation names or is handed over, as small as they can be.
for (const name of ['Consultation', 'Participant'] as const) {
  builder.loadableNode(name, {
    description: `A ${name} of the test.`,
    id: { resolve: ({ id }: { id: string }) => id },
    load: async (ids: string[]) => ids.map((id) => ({ id })),
    fields: () => ({}),
  })
}
builder.loadableNode('Contribution', {
  description: 'A contribution of the test.',
  id: { resolve: ({ id }: { id: string }) => id },
  load: async (ids: string[], { sql, viewer }) => {
    const seen = sql.selectFrom('contribution').select('id').where('id', 'in', ids)
    const rows = await seen.where(isSeenBy(viewer, 'contribution', 'contribution.consultationId')).execute()
    return ids.map((id) => rows.find((row) => row.id === id) ?? new Error('unseen'))
  },
  fields: () => ({}),
})

type Participant = Awaited<ReturnType<typeof aParticipant>>

let ctx: ModerationTestContext
let consultationId: string
let subjectId: string
let author: Participant
let reader: Participant
let moderator: Participant
beforeAll(async () => {
  ctx = await openModerationContext()
})
afterAll(() => ctx.close())
beforeEach(async () => {
  consultationId = (await aConsultation(ctx.db)).id
  author = await aParticipant(ctx.db, consultationId)
  reader = await aParticipant(ctx.db, consultationId)
  moderator = await aParticipant(ctx.db, consultationId)
  subjectId = await written()
})

const written = async (): Promise<string> => {
  const themeId = (await aTheme(ctx.db, consultationId)).id
  const { id } = await aContribution(ctx.db, { consultationId, themeId }, { authorId: author.id })
  return encodeId('Contribution', id)
}
const from = (viewer: ModerationTestContext['viewer'], extra: Partial<Context> = {}): Context =>
  requestContext(as(ctx, viewer), { ...handedOver, ...extra })
const asReader = () => from(viewerOf(reader))
const asModerator = () => from(viewerOf(moderator, 'MODERATOR'))
const asAuthor = () => from(viewerOf(author))

const REFUSAL = '... on UserError { code message } ... on ValidationError { issues { path } }'
const FLAG = `mutation ($input: FlagContentInput!) { flagContent(input: $input) {
  ... on FlagContentPayload { flag { id isOpen ground explanation subject { id } reporter { id } decision { id } } }
  ... on NotAllowedError { reason } ${REFUSAL} } }`
const DECIDE = `mutation ($input: DecideOnContentInput!) { decideOnContent(input: $input) {
  ... on DecideOnContentPayload { isHidden decision { id action ground reasons subject { id } consultation { id } } }
  ... on NotAllowedError { reason } ... on ConflictError { reason } ${REFUSAL} } }`
const MODERATION = `query ($id: ID!) { moderation(subjectId: $id) {
  isHidden viewerCanFlag viewerHasFlagged viewerCanDecide subject { id }
  latestDecision { reasons } decisions { totalCount nodes { action reasons } } } }`
const QUEUE = `query ($id: ID!, $filter: FlagFilter) { node(id: $id) { ... on Consultation { id
  flags(filter: $filter, first: 50) { totalCount nodes { id explanation isOpen subject { id } reporter { id } decision { action } } }
  moderationDecisions { totalCount nodes { action } } } } }`

const flag = (context: Context, extra: object = {}) =>
  ask(context, FLAG, { input: { subjectId, ground: 'SPAM', explanation: 'Une réclame.', ...extra } })
const decide = (context: Context, action: string, extra: object = {}) =>
  ask(context, DECIDE, { input: { subjectId, action, ground: 'SPAM', reasons: 'La charte.', ...extra } })
const moderation = async (context: Context) => (await ask(context, MODERATION, { id: subjectId })).data.moderation
const queue = (context: Context, filter: object = {}) =>
  ask(context, QUEUE, { id: encodeId('Consultation', consultationId), filter })

test('schema', () => {
  const nodes = ['Flag', 'ModerationDecision'].flatMap((name) => [name, `${name}Connection`, `${name}Filter`])
  const acts = ['FlagContent', 'DecideOnContent'].flatMap((act) => [`${act}Input`, `${act}Payload`, `${act}Result`])
  const names = [...nodes, ...acts, 'Moderation', 'ModerationGround', 'ModerationAction']
  return expect(sdlOf(...names)).toMatchFileSnapshot('./schema.graphql')
})

test('from a flag to a decision, and back', async () => {
  expect(await moderation(asReader())).toMatchObject({ viewerCanFlag: true, viewerHasFlagged: false })
  const flagged = (await flag(asReader())).data.flagContent.flag
  expect(flagged).toMatchObject({ isOpen: true, subject: { id: subjectId }, reporter: null, decision: null })
  expect(await moderation(asReader())).toMatchObject({ viewerCanFlag: false, viewerHasFlagged: true })

  const { data } = await queue(asModerator(), { isOpen: true })
  const reporter = { id: encodeId('Participant', reader.id) }
  expect(data.node.flags).toMatchObject({
    totalCount: 1,
    nodes: [{ id: flagged.id, subject: { id: subjectId }, reporter }],
  })

  const decided = (await decide(asModerator(), 'HIDE')).data.decideOnContent
  expect(decided).toMatchObject({ isHidden: true, decision: { action: 'HIDE', subject: { id: subjectId } } })
  expect(await moderation(asReader())).toBeNull()
  expect(await moderation(from(visitor))).toBeNull()
  const reasons = { latestDecision: { reasons: 'La charte.' }, decisions: { totalCount: 1 } }
  expect(await moderation(asAuthor())).toMatchObject({ isHidden: true, subject: { id: subjectId }, ...reasons })
  expect(await moderation(asModerator())).toMatchObject({ isHidden: true, viewerCanDecide: true, ...reasons })

  expect((await decide(asModerator(), 'RESTORE')).data.decideOnContent.isHidden).toBe(false)
  const seen = await moderation(asReader())
  expect(seen).toMatchObject({ isHidden: false, latestDecision: null, decisions: { totalCount: 0 } })
  expect((await queue(asAuthor())).data.node.moderationDecisions.totalCount).toBe(2)
  expect((await queue(asReader())).data.node.moderationDecisions.totalCount).toBe(0)
})

test('nodes are found again by those who may see them', async () => {
  const { id: flagId } = (await flag(asReader())).data.flagContent.flag
  const { id: decisionId } = (await decide(asModerator(), 'HIDE')).data.decideOnContent.decision
  const find = async (context: Context, id: string) =>
    (await ask(context, 'query ($id: ID!) { node(id: $id) { __typename id } }', { id })).data.node
  expect(await find(asReader(), flagId)).toEqual({ __typename: 'Flag', id: flagId })
  expect(await find(asAuthor(), decisionId)).toEqual({ __typename: 'ModerationDecision', id: decisionId })
  for (const context of [asAuthor(), from(visitor)]) expect(await find(context, flagId)).toBeNull()
  for (const context of [asReader(), from(visitor)]) expect(await find(context, decisionId)).toBeNull()
})

test('refusals are in the result, in the request’s language', async () => {
  const own = await flag(asAuthor())
  expect(own.data.flagContent).toEqual({
    code: 'NOT_ALLOWED',
    reason: 'OWN_CONTENT',
    message: 'Nul ne signale ni ne juge ce qu’il a écrit lui-même.',
  })
  const english = { interfaceLocale: 'en' } as const
  const judged = await decide(from(viewerOf(author, 'MODERATOR'), english), 'HIDE')
  expect(judged.data.decideOnContent.message).toBe('Nobody flags or judges what they wrote themselves.')
  expect((await decide(asReader(), 'HIDE')).data.decideOnContent).toMatchObject({ reason: 'ROLE_REQUIRED' })
  expect((await decide(asModerator(), 'RESTORE')).data.decideOnContent).toMatchObject({
    code: 'CONFLICT',
    reason: 'STATE',
  })
  expect((await flag(from(visitor))).errors?.[0]?.extensions?.code).toBe('NOT_AUTHENTICATED')
  const refused = await queue(asReader())
  expect(refused.data.node.flags).toBeNull()
  expect(refused.errors?.[0]?.extensions).toMatchObject({ code: 'NOT_ALLOWED', reason: 'ROLE_REQUIRED' })
})

test('every decision is told in both languages, with its reasons', async () => {
  for (const action of ['HIDE', 'RESTORE', 'KEEP']) {
    if (action === 'KEEP') await flag(asReader())
    await decide(asModerator(), action, { reasons: 'La <charte> {dit} cela.' })
  }
  const notices = await ctx.db.notice.findMany({ where: { participantId: author.id } })
  expect(notices).toHaveLength(3)
  for (const { type, payload } of notices) {
    for (const locale of INTERFACE_LOCALES) {
      expect(say(locale, `notice.${type}`, payload as Record<string, unknown>)).toMatch(/: La <charte> {dit} cela\.$/)
    }
  }
})

test('hostile identifiers and texts are refused', async () => {
  const strange = [
    '',
    'pas-un-id',
    encodeId('Contribution', '1'),
    encodeId('Theme', newId()),
    encodeId('constructor', newId()),
  ]
  for (const id of strange) {
    const { data } = await flag(asReader(), { subjectId: id })
    expect(data.flagContent).toMatchObject({ code: 'VALIDATION_FAILED', issues: [{ path: ['subjectId'] }] })
    expect((await ask(asReader(), MODERATION, { id })).errors?.[0]?.extensions?.code).toBe('VALIDATION_FAILED')
    const { errors } = await queue(asModerator(), { subjectId: id })
    expect(id === '' ? 'VALIDATION_FAILED' : errors?.[0]?.extensions?.code).toBe('VALIDATION_FAILED')
  }
  for (const reasons of ['a\0', '\ud83d', 'x'.repeat(1_000_000), ' ']) {
    const { data } = await decide(asModerator(), 'HIDE', { reasons })
    expect(data.decideOnContent).toMatchObject({ code: 'VALIDATION_FAILED', issues: [{ path: ['reasons'] }] })
  }
  const unknown = await flag(asReader(), { subjectId: encodeId('Contribution', newId()) })
  expect(unknown.data.flagContent.code).toBe('NOT_FOUND')
})

test('a retry with the same key gets the first answer, and another input is a conflict', async () => {
  const idempotencyKey = newId()
  const first = await decide(asModerator(), 'HIDE', { idempotencyKey })
  expect(await decide(asModerator(), 'HIDE', { idempotencyKey })).toEqual(first)
  expect((await decide(asModerator(), 'RESTORE', { idempotencyKey })).data.decideOnContent.reason).toBe('KEY_REUSED')
  expect(await ctx.db.moderationDecision.count({ where: { consultationId } })).toBe(1)
})

test('it works with no subject at all, and shows what an app no longer moderates', async () => {
  await flag(asReader())
  const without = from(viewerOf(moderator, 'MODERATOR'), { subjects: {} })
  const { data, errors } = await queue(without)
  expect(errors).toBeUndefined()
  expect(data.node.flags.nodes).toMatchObject([{ subject: null }])
  expect((await ask(without, MODERATION, { id: subjectId })).errors?.[0]?.extensions?.code).toBe('VALIDATION_FAILED')
})

test('a page of the queue is a statement for each kind of thing in it, whatever its length', async () => {
  const reporters = await Promise.all(Array.from({ length: 5 }, () => aParticipant(ctx.db, consultationId)))
  for (const reporter of reporters) {
    await flag(from(viewerOf(reporter)))
    await flag(from(viewerOf(reporter)), { subjectId: await written() })
  }
  await decide(asModerator(), 'KEEP')
  const statements = await ctx.statementsOf(async () => {
    const { data } = await queue(asModerator())
    expect(data.node.flags.nodes).toHaveLength(10)
    expect(data.node.flags.totalCount).toBe(10)
  })
  // The flags, the subjects, the decisions that answered them; two counts asked for; the list of decisions.
  expect(statements).toHaveLength(6)
})
