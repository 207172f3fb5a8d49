import '@cahier/consultations/graphql'
import '@cahier/participants/graphql'
import '@cahier/territories/graphql'
import '@cahier/themes/graphql'
import './index'
import { aComment, aContribution, aParticipant } from '@cahier/db/testing'
import { encodeId } from '@cahier/graphql'
import { ask, requestContext } from '@cahier/graphql/testing'
import { newId, type Viewer, visitor } from '@cahier/kernel'
import { openTestContext, type TestContext, viewerOf } from '@cahier/kernel/testing'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { hideComment } from '../index'
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
const ADD = `mutation ($input: AddCommentInput!) { addComment(input: $input) {
  ... on AddCommentPayload { comment { id version body contribution { commentCount } author { displayName } } } ${REFUSAL} } }`

const input = (more = {}) => ({
  input: { contributionId: on('Contribution', contributionId), stance: 'FOR', body: 'Oui.', ...more },
})

test('a comment is added, edited and withdrawn, and its contribution counts it', async () => {
  const added = (await ask(as(here.own.viewer), ADD, input())).data.addComment.comment
  expect(added).toMatchObject({
    version: 1,
    contribution: { commentCount: 1 },
    author: { displayName: here.participant.pseudonym },
  })
  const edit = `mutation ($input: EditCommentInput!) { editComment(input: $input) { ... on EditCommentPayload {
    comment { stance isEdited earlierVersions { totalCount nodes { number body stance } } } } ${REFUSAL} } }`
  const change = { id: added.id, version: 1 }
  const edited = await ask(as(here.own.viewer), edit, { input: { ...change, stance: 'AGAINST', body: 'Non.' } })
  expect(edited.data.editComment.comment).toEqual({
    stance: 'AGAINST',
    isEdited: true,
    earlierVersions: { totalCount: 1, nodes: [{ number: 1, body: 'Oui.', stance: 'FOR' }] },
  })
  expect((await ask(as(here.own.viewer), edit, { input: { ...change, body: 'Si.' } })).data.editComment.code).toBe(
    'CONFLICT',
  )
  const withdraw = `mutation ($input: WithdrawCommentInput!) { withdrawComment(input: $input) { ... on WithdrawCommentPayload {
    comment { isWithdrawn viewerCanEdit viewerCanWithdraw contribution { commentCount } } } ${REFUSAL} } }`
  const withdrawn = await ask(as(here.own.viewer), withdraw, { input: { ...change, version: 2 } })
  expect(withdrawn.data.withdrawComment.comment).toEqual({
    isWithdrawn: true,
    viewerCanEdit: false,
    viewerCanWithdraw: false,
    contribution: { commentCount: 0 },
  })
})

test('a hidden comment, or one of a hidden contribution, is not found by its identifier', async () => {
  const moderator = viewerOf(await aParticipant(ctx.db, consultationId), 'MODERATOR')
  const { id } = await aComment(ctx.db, contributionId, { authorId: here.participant.id })
  const source = '{ node(id: "ID") { ... on Comment { body hiddenAt } } }'.replace('ID', on('Comment', id))
  const read = async (viewer: Viewer) => (await ask(as(viewer), source)).data.node
  expect(await read(visitor)).toEqual({ body: 'Un commentaire', hiddenAt: null })
  await hideComment({ ...ctx, viewer: moderator }, id)
  expect(await read(visitor)).toBeNull()
  for (const viewer of [moderator, here.own.viewer])
    expect(await read(viewer)).toMatchObject({ hiddenAt: expect.stringMatching(/Z$/) })
  await ctx.db.comment.update({ where: { id }, data: { hiddenAt: null } })
  await ctx.db.contribution.update({ where: { id: contributionId }, data: { hiddenAt: new Date() } })
  expect(await read(visitor)).toBeNull()
})

test('a thread is read down from its starts, and keeps the place of what was withdrawn', async () => {
  const start = await aComment(ctx.db, contributionId, { body: 'Début' })
  const gone = await aComment(ctx.db, contributionId, { parentId: start.id, status: 'WITHDRAWN' })
  await aComment(ctx.db, contributionId, { parentId: start.id, body: 'Réponse' })
  await aComment(ctx.db, contributionId, { parentId: gone.id, body: 'Suite' })
  const source = `query ($id: ID!, $gone: ID!) { node(id: $id) { ... on Contribution {
    starts: comments(filter: { isRoot: true }) { totalCount nodes { body replies { totalCount nodes { body parent { body } } } } }
    under: comments(filter: { parentId: $gone }) { nodes { body parent { id } parentId } }
    all: comments(filter: { stance: NEUTRAL }) { totalCount } } } }`
  const { data } = await ask(as(visitor), source, {
    id: on('Contribution', contributionId),
    gone: on('Comment', gone.id),
  })
  expect(data.node).toEqual({
    starts: {
      totalCount: 1,
      nodes: [{ body: 'Début', replies: { totalCount: 1, nodes: [{ body: 'Réponse', parent: { body: 'Début' } }] } }],
    },
    under: { nodes: [{ body: 'Suite', parent: null, parentId: on('Comment', gone.id) }] },
    all: { totalCount: 3 },
  })
})

test('what the viewer may do is on the object', async () => {
  await aComment(ctx.db, contributionId, { authorId: here.participant.id })
  await aComment(ctx.db, contributionId)
  const source = `query ($id: ID!) { node(id: $id) { ... on Contribution { viewerCanComment viewerCannotCommentReasons
    comments(orderBy: OLDEST) { nodes { viewerCanEdit viewerCanWithdraw } } } } }`
  const read = async (viewer: Viewer) =>
    (await ask(as(viewer), source, { id: on('Contribution', contributionId) })).data.node
  const [no, yes] = [
    { viewerCanEdit: false, viewerCanWithdraw: false },
    { viewerCanEdit: true, viewerCanWithdraw: true },
  ]
  const mine = await read(here.own.viewer)
  expect(mine).toMatchObject({ viewerCanComment: true, viewerCannotCommentReasons: [] })
  expect(mine.comments.nodes).toEqual(expect.arrayContaining([no, yes]))
  expect(await read(visitor)).toEqual({
    viewerCanComment: false,
    viewerCannotCommentReasons: ['NOT_AUTHENTICATED'],
    comments: { nodes: [no, no] },
  })
  await ctx.db.phase.updateMany({ where: { consultationId }, data: { opens: ['VOTING'] } })
  const closed = await read(here.own.viewer)
  expect(closed.viewerCannotCommentReasons).toEqual(['PHASE_CLOSED'])
  expect(closed.comments.nodes).toEqual(expect.arrayContaining([no, { viewerCanEdit: false, viewerCanWithdraw: true }]))
})

test('hostile input is refused', async () => {
  const refused = async (more: object) => (await ask(as(here.own.viewer), ADD, input(more))).data.addComment
  for (const body of ['', 'a\0', '\ud83d', 'x'.repeat(1_048_576)])
    expect(await refused({ body })).toMatchObject({ code: 'VALIDATION_FAILED', issues: [{ path: ['body'] }] })
  expect(await refused({ parentId: on('Theme', themeId) })).toMatchObject({ issues: [{ path: ['parentId'] }] })
  expect(await refused({ parentId: on('Comment', newId()) })).toMatchObject({ issues: [{ path: ['parentId'] }] })
  const page = (args: string) =>
    ask(
      as(visitor),
      `{ node(id: "${on('Contribution', contributionId)}") { ... on Contribution { comments(${args}) { totalCount } } } }`,
    )
  for (const args of [
    'first: 1000000',
    'after: "x"',
    `filter: { parentId: "${on('Theme', themeId)}" }`,
    `filter: { isRoot: true, parentId: "${on('Comment', newId())}" }`,
  ])
    expect((await page(args)).errors?.[0]?.extensions.code).toBe('VALIDATION_FAILED')
})

test('20 contributions of a theme with author, theme and 3 first comments with their authors are three statements', async () => {
  for (let n = 0; n < 25; n++) {
    const { id } = await aContribution(ctx.db, { consultationId, themeId }, { authorId: here.participant.id })
    for (let c = 0; c < 4; c++) await aComment(ctx.db, id, { authorId: here.participant.id })
  }
  const source = `query ($id: ID!) { node(id: $id) { ... on Theme { title contributions(first: 20) { nodes { title body supportCount commentCount
    author { displayName actorKind } theme { title }
    comments(first: 3) { totalCount nodes { body stance createdAt author { displayName } } } } } } } }`
  const statements = await ctx.statementsOf(async () => {
    const { data, errors } = await ask(as(visitor), source, { id: on('Theme', themeId) })
    expect(errors).toBeUndefined()
    const { nodes } = data.node.contributions
    expect(nodes).toHaveLength(20)
    expect(nodes[0].comments).toMatchObject({ totalCount: 4 })
    expect(nodes[0].comments.nodes).toHaveLength(3)
    expect(nodes[0].comments.nodes[0].author.displayName).toBe(here.participant.pseudonym)
  })
  expect(statements).toHaveLength(3)
})
