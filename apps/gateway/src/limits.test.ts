import { getIntrospectionQuery } from 'graphql'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { LIMITS } from './limits'
import { openTestGateway, type TestGateway } from './testing/gateway'

let gateway: TestGateway
beforeAll(async () => {
  gateway = await openTestGateway()
})
afterAll(() => gateway.close())

const aliases = (count: number): string =>
  `{ ${Array.from({ length: count }, (_, n) => `a${n}: __typename`).join(' ')} }`
// Each parent adds one level; the innermost field is a level too.
const depth = (count: number): string =>
  `{ theme(consultationId: "x", slug: "x") ${'{ parent '.repeat(count - 2)}{ slug ${'}'.repeat(count - 1)} }`
const directives = (count: number): string => `{ __typename ${'@include(if: true) '.repeat(count)} }`
const tokens = (count: number): string => `{ ${'__typename '.repeat(count - 2)}}`

const hiddenAliases = (count: number): string => {
  const half = Math.ceil(count / 2)
  const fields = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, n) => `a${from + n}: __typename`).join(' ')
  return `{ ...A ...B } fragment A on Query { ${fields(0, half)} } fragment B on Query { ${fields(half, count)} }`
}

const refusal = async (query: string): Promise<string> => {
  const { errors = [] } = await gateway.ask(query)
  return errors.map(({ message }: { message: string }) => message).join(' ')
}

test.each([
  ['aliases', aliases, LIMITS.aliases, /alias/i],
  ['aliases hidden in fragments', hiddenAliases, LIMITS.aliases, /alias/i],
  ['depth', depth, LIMITS.depth, /depth/i],
  ['directives', directives, LIMITS.directives, /directives? limit/i],
  ['tokens', tokens, LIMITS.tokens, /token/i],
])('%s: the limit passes, one more is refused by name', async (_, document, limit, name) => {
  expect(await refusal(document(limit))).not.toMatch(name)
  expect(await refusal(document(limit + 1))).toMatch(name)
})

test('a body of a mebibyte passes, one more byte is refused', async () => {
  const query = '{ __typename }'
  const padded = (bytes: number): string => {
    const body = JSON.stringify({ query, variables: { pad: '' } })
    return body.replace('"pad":""', `"pad":"${'x'.repeat(bytes - body.length)}"`)
  }
  expect((await gateway.send(padded(LIMITS.bodyBytes))).status).toBe(200)
  expect((await gateway.send(padded(LIMITS.bodyBytes + 1))).status).toBe(413)
})

test('a full introspection passes, once', async () => {
  const { data, errors } = await gateway.ask(getIntrospectionQuery())
  expect(errors).toBeUndefined()
  expect(data.__schema.types.length).toBeGreaterThan(50)
})

test('a batch is refused', async () => {
  expect((await gateway.send([{ query: '{ __typename }' }, { query: '{ __typename }' }])).status).toBe(400)
})
