import { buildSchema, encodeId } from '@cahier/graphql'
import { ask, requestContext } from '@cahier/graphql/testing'
import { openTestContext, type TestContext } from '@cahier/kernel/testing'
import { type GraphQLObjectType, getNamedType, isLeafType, isObjectType, isRequiredArgument } from 'graphql'
import { afterAll, beforeAll, expect, test } from 'vitest'
import '@cahier/consultations/graphql'
import '@cahier/participants/graphql'
import '@cahier/territories/graphql'
import '@cahier/themes/graphql'
import './index'
import { importContributions } from '../index'
import { type Discussion, openDiscussion } from '../testing/discussion'

let ctx: TestContext
let here: Discussion
beforeAll(async () => {
  ctx = await openTestContext()
  here = await openDiscussion(ctx)
  const rows = [
    {
      externalId: 'one',
      themeId: here.themeId,
      authorId: here.participant.id,
      kind: 'TESTIMONY' as const,
      title: 'Importée',
      body: 'Un texte importé',
      locale: 'fr',
      origin: 'IMPORTED' as const,
      publishedAt: new Date('2020-10-01'),
      tally: { agree: 3, mixed: 2, disagree: 1 },
    },
  ]
  await importContributions(ctx, here.consultationId, rows)
  const first = await here.comment()
  await here.comment({ parentId: first.id, stance: 'AGAINST' })
})
afterAll(() => ctx.close())

/** Every leaf of a type, and its id: enough to see that a field got the row that it reads. */
const leavesOf = (type: GraphQLObjectType): string =>
  Object.values(type.getFields())
    .filter((field) => isLeafType(getNamedType(field.type)) && !field.args.some(isRequiredArgument))
    .map(({ name }) => name)
    .join(' ')

/** Each field of a type as a selection; of a connection, its rows’ ids and its size. */
const selectionsOf = (name: string): string[] => {
  const type = buildSchema().getType(name) as GraphQLObjectType
  return Object.values(type.getFields()).flatMap((field) => {
    const of = getNamedType(field.type)
    if (!isObjectType(of)) return [field.name]
    if (of.name.endsWith('Connection')) return [`${field.name} { totalCount edges { cursor } }`]
    return [`${field.name} { ${leavesOf(of)} }`]
  })
}

const authorFields = (): string[] =>
  leavesOf(buildSchema().getType('Participant') as GraphQLObjectType)
    .split(' ')
    .map((name) => `author { ${name} }`)

const askOwn = async (source: string) => {
  const variables = { consultation: encodeId('Consultation', here.consultationId) }
  const { data, errors } = await ask(requestContext(here.own), source, variables)
  expect(errors, source).toBeUndefined()
  return data
}

const expectSameAlone = async (type: string, list: (selection: string) => Promise<Record<string, unknown>[]>) => {
  const selections = selectionsOf(type)
  const rows = await list('id')
  // By its id a row is read whole.
  const ids = JSON.stringify(rows.map(({ id }) => id))
  const whole = await askOwn(`query ($consultation: ID!) { node(id: $consultation) { id }
    nodes(ids: ${ids}) { ... on ${type} { ${selections.join(' ')} } } }`)
  for (const selection of [...selections, ...authorFields()]) {
    const [name = ''] = selection.split(' ')
    const alone = await list(selection)
    for (const [n, row] of alone.entries()) expect(whole.nodes[n][name], selection).toMatchObject(row[name] as object)
  }
}

test('every field of a contribution, asked alone in a list, is what it is in the whole row', async () => {
  const list = async (selection: string) =>
    (
      await askOwn(
        `query ($consultation: ID!) { contributions(consultationId: $consultation) { nodes { ${selection} } } }`,
      )
    ).contributions.nodes
  await expectSameAlone('Contribution', list)
}, 60_000)

test('every field of a comment, asked alone in a list, is what it is in the whole row', async () => {
  const list = async (selection: string) =>
    (
      await askOwn(`query ($consultation: ID!) { contributions(consultationId: $consultation, orderBy: MOST_COMMENTED, first: 1) {
        nodes { comments { edges { node { ${selection} } } } } } }`)
    ).contributions.nodes[0].comments.edges.map(({ node }: { node: unknown }) => node)
  await expectSameAlone('Comment', list)
}, 60_000)

test('a list that shows titles reads no text, whatever fragment asks for them', async () => {
  const statements = await ctx.statementsOf(() =>
    askOwn(`query ($consultation: ID!) { contributions(consultationId: $consultation) { ...Page } }
      fragment Page on ContributionConnection { nodes { ... on Contribution { label: title author { displayName } } } }`),
  )
  expect(statements).toHaveLength(1)
  expect(statements[0]).not.toMatch(/"body"|"createdAt"/)
  expect(statements[0]).toMatch(/"contribution"\."title"/)
})
