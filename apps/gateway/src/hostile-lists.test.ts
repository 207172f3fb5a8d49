import { encodeId } from '@cahier/graphql'
import { getNamedType } from 'graphql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { schema } from './schema'
import { type Ground, nodesOf, openGround } from './testing/ground'
import { openReads, type Reads } from './testing/read-ways'
import { waysOf } from './testing/ways'

const lists = waysOf(schema).ways.filter(({ field }) => getNamedType(field.type).name.endsWith('Connection'))

let ground: Ground
let reads: Reads
beforeAll(async () => {
  ground = await openGround()
  reads = openReads(ground, await nodesOf(ground))
})
afterAll(() => ground.gateway.close())

const cursorOf = (...values: unknown[]): string => Buffer.from(JSON.stringify(values)).toString('base64url')

const HOSTILE_PAGES = [
  ['a million rows', { first: 1_000_000 }],
  ['one row too many', { first: 101 }],
  ['fewer than none', { first: -1 }],
  ['fewer than none, from the end', { last: -1 }],
  ['both directions', { first: 1, last: 1 }],
  ['a cursor each way', { after: 'x', before: 'x' }],
  ['a cursor that is none', { after: 'x' }],
  ['a cursor of no list', { before: cursorOf('AAAAAAAA', '00000000-0000-0000-0000-000000000000') }],
  ['a cursor with a NUL', { after: cursorOf('AAAAAAAA', '\0') }],
] as const

describe.each(lists.map((way) => [way.name, way] as const))('%s', (_, way) => {
  test.each(HOSTILE_PAGES)('refuses %s, in words', async (__, page) => {
    const { status, body } = await reads.read(way, { ...reads.givenFor(way), ...page })
    expect(status).toBe(200)
    expect(body.errors).toMatchObject([{ extensions: { code: 'VALIDATION_FAILED' } }])
  })
})

test('lists are many', () => {
  expect(lists.length).toBeGreaterThan(20)
})

test('a cursor of any list is refused by the others', async () => {
  const cursors: [string, string][] = []
  for (const way of lists) {
    const { body } = await reads.read(way, { ...reads.givenFor(way), first: 1 })
    const [cursor] = JSON.stringify(body).match(/(?<="endCursor":")[^"]+/) ?? []
    if (cursor) cursors.push([way.name, cursor])
  }
  expect(cursors.length).toBeGreaterThan(12)
  for (const [n, [name]] of cursors.entries()) {
    const way = lists.find((list) => list.name === name)
    // The list that comes seven after it, which is of something else or under something else.
    const [from, after] = cursors[(n + 7) % cursors.length] ?? []
    if (!way) continue
    const { body } = await reads.read(way, { ...reads.givenFor(way), after })
    expect({ name, from, errors: body.errors }).toMatchObject({
      errors: [{ extensions: { code: 'VALIDATION_FAILED' } }],
    })
  }
})

const page = async (theme: string, args: string): Promise<{ errors?: unknown; cursor: string }> => {
  const query = `{ node(id: "${theme}") { ... on Theme { contributions(${args}) { pageInfo { endCursor } } } } }`
  const { data, errors } = await ground.gateway.ask(query)
  return { errors, cursor: data?.node?.contributions.pageInfo.endCursor }
}

test('a cursor is refused under another parent, by another filter, in another order', async () => {
  const theme = encodeId('Theme', ground.theme.id)
  const { cursor } = await page(theme, 'first: 1')
  const refused = [{ extensions: { code: 'VALIDATION_FAILED' } }]
  expect((await page(theme, `first: 1, after: "${cursor}"`)).errors).toBeUndefined()
  const others = [
    [encodeId('Theme', ground.foreign.theme.id), ''],
    [theme, ', filter: { kind: [PROPOSAL] }'],
    [theme, ', orderBy: OLDEST'],
  ] as const
  for (const [parent, more] of others) {
    expect((await page(parent, `first: 1, after: "${cursor}"${more}`)).errors).toMatchObject(refused)
  }
})

const identifiers = (ids: string[]): Promise<{ data: { nodes: unknown[] } | null; errors?: unknown }> =>
  ground.gateway.ask('query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }', { ids })

test('an identifier that names nothing gives null; past a hundred of them is refused', async () => {
  const theme = encodeId('Theme', ground.theme.id)
  const nothing = ['', 'x', ground.theme.id, encodeId('Theme', ground.event.id), encodeId('Query', ground.theme.id)]
  const { data } = await identifiers([theme, ...nothing, theme])
  const found = { __typename: 'Theme', id: theme }
  expect(data?.nodes).toEqual([found, ...nothing.map(() => null), found])
  expect((await identifiers(Array<string>(100).fill('x'))).data?.nodes).toHaveLength(100)
  expect((await identifiers(Array<string>(101).fill('x'))).errors).toMatchObject([
    { extensions: { code: 'VALIDATION_FAILED' } },
  ])
})

const filtered = (list: 'contributions' | 'events', filter: string): Promise<{ errors?: { extensions: unknown }[] }> =>
  ground.gateway.ask(
    `{ node(id: "${encodeId('Consultation', ground.here.id)}") { ... on Consultation { ${list}(filter: { ${filter} }) { totalCount } } } }`,
  )

describe('a filter on what is of another consultation, or is nothing, is refused by its name', () => {
  const nothing = '00000000-0000-0000-0000-000000000000'
  const cases = (): [string, 'contributions' | 'events', string, string][] => {
    const { foreign, people, theme } = ground
    const stranger = people.stranger.participantId
    return [
      ['another consultation’s theme', 'contributions', 'themeId', encodeId('Theme', foreign.theme.id)],
      ['another consultation’s theme', 'events', 'themeId', encodeId('Theme', foreign.theme.id)],
      ['another consultation’s author', 'contributions', 'authorId', encodeId('Participant', stranger)],
      ['no theme', 'contributions', 'themeId', encodeId('Theme', nothing)],
      ['no theme', 'events', 'themeId', encodeId('Theme', nothing)],
      ['no author', 'contributions', 'authorId', encodeId('Participant', nothing)],
      ['no territory', 'contributions', 'territoryId', encodeId('Territory', nothing)],
      ['no territory', 'events', 'territoryId', encodeId('Territory', nothing)],
      ['something of another type', 'contributions', 'themeId', encodeId('Event', theme.id)],
      ['something of another type', 'events', 'territoryId', encodeId('Theme', theme.id)],
    ]
  }
  test.each([...Array(10).keys()])('case %i', async (n) => {
    const [what, list, field, id] = cases()[n] ?? expect.fail('No such case')
    const { errors } = await filtered(list, `${field}: "${id}"`)
    expect({ what, errors }).toMatchObject({
      errors: [{ extensions: { code: 'VALIDATION_FAILED', issues: [{ path: [expect.stringMatching(field)] }] } }],
    })
  })
})
