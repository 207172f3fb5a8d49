import { ask, requestContext, sdlOf } from '@cahier/graphql/testing'
import { visitor } from '@cahier/kernel'
import { openTestContext, type TestContext } from '@cahier/kernel/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import './index'
import { builder, type Context, encodeId } from '@cahier/graphql'
import { getTerritoryByCode, loadTerritories } from '../index'

// A schema has a mutation; territories have none of their own.
builder.mutationField('isTest', (t) => t.boolean({ description: 'Whether this is a test.', resolve: () => true }))

let ctx: TestContext
let context: Context
beforeAll(async () => {
  ctx = await openTestContext()
  await loadTerritories(ctx)
  context = requestContext({ ...ctx, viewer: visitor })
})
afterAll(() => ctx.close())

test('schema', () =>
  expect(
    sdlOf('Territory', 'TerritoryKind', 'TerritoryFilter', 'TerritoryConnection', 'TerritoryEdge'),
  ).toMatchFileSnapshot('./schema.graphql'))

test('a visitor finds a territory by its code, with what is above and under it', async () => {
  const { data } = await ask(
    context,
    `{ territory(kind: ACADEMY, code: "13") { name zone parent { code } ancestors { kind name } children { totalCount nodes { code
        ancestors { code } children { totalCount } } } }
      none: territory(kind: DEPARTMENT, code: "978") { name } }`,
  )
  expect(data.none).toBeNull()
  expect(data.territory).toMatchObject({
    name: 'Poitiers',
    zone: 'A',
    parent: { code: '75' },
    ancestors: [{ kind: 'ACADEMIC_REGION', name: 'Nouvelle-Aquitaine' }],
    children: { totalCount: 4 },
  })
  expect(data.territory.children.nodes[3]).toEqual({
    code: '86',
    ancestors: [{ code: '75' }, { code: '13' }],
    children: { totalCount: 0 },
  })
})

test('ancestors of a whole page are one statement', async () => {
  const source = '{ territories(filter: { kind: DEPARTMENT }, first: 100) { nodes { name ancestors { name } } } }'
  expect(await ctx.statementsOf(() => ask(context, source))).toHaveLength(2)
})

test('children of a whole page are one statement, their counts another', async () => {
  const source = `{ territories(filter: { kind: ACADEMIC_REGION }) { nodes { children(first: 1) {
    totalCount pageInfo { hasNextPage } nodes { name } } } } }`
  expect(await ctx.statementsOf(() => ask(context, source))).toHaveLength(3)
  const { data } = await ask(context, source)
  const children = data.territories.nodes.map((region: { children: object }) => region.children)
  expect(children).toHaveLength(18)
  expect(children).toContainEqual({
    totalCount: 3,
    pageInfo: { hasNextPage: true },
    nodes: [{ name: 'Bordeaux' }],
  })
})

test('a filter keeps a région’s; what is not a territory’s identifier is refused', async () => {
  const region = await getTerritoryByCode(ctx, 'ACADEMIC_REGION', '94')
  const listed = (regionId: string) =>
    ask(context, 'query ($regionId: ID) { territories(filter: { regionId: $regionId }) { nodes { name } } }', {
      regionId,
    })
  const { data } = await listed(encodeId('Territory', region?.id ?? ''))
  expect(data.territories.nodes).toHaveLength(4)
  for (const id of ['x', encodeId('Theme', region?.id ?? ''), encodeId('Territory', '\0')]) {
    expect((await listed(id)).errors?.[0]?.extensions).toMatchObject({ code: 'VALIDATION_FAILED' })
  }
})
