import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Listening, listen } from './listen'
import { openTestGateway, type TestGateway } from './testing/gateway'

let gateway: TestGateway
let served: Listening
let fallbacks = 0

beforeAll(async () => {
  gateway = await openTestGateway()
  const { listener } = gateway
  served = await listen(
    {
      ...gateway,
      // Yoga's own answers are those of its routes and of what it is asked first; the count tells which path a request took.
      listener: (request, response) => {
        response.on('finish', () => {
          if ('body' in request) fallbacks++
        })
        listener(request, response)
      },
    },
    { port: 0, host: '127.0.0.1' },
  )
})
afterAll(async () => {
  await served.close()
  await gateway.database.close()
})

interface Answer {
  status: number
  type: string | null
  body: unknown
}

const read = async (response: Response): Promise<Answer> => {
  const text = await response.text()
  return { status: response.status, type: response.headers.get('content-type'), body: text && JSON.parse(text) }
}

const overHttp = async (body: unknown, headers: Record<string, string> = {}): Promise<Answer & { isFast: boolean }> => {
  const before = fallbacks
  const response = await fetch(served.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
  const answer = await read(response)
  return { ...answer, isFast: fallbacks === before }
}

const throughYoga = async (body: unknown, headers: Record<string, string> = {}): Promise<Answer> =>
  read(await gateway.send(body, { headers }))

const TWO = 'query A { __typename } query B { consultations { totalCount } }'

test.each([
  ['a query', { query: '{ consultations(first: 2) { nodes { slug } totalCount } }' }],
  [
    'a query with variables',
    { query: 'query Q($n: Int) { consultations(first: $n) { totalCount } }', variables: { n: 1 } },
  ],
  ['the first of two operations', { query: TWO, operationName: 'A' }],
  ['the second of two operations', { query: TWO, operationName: 'B' }],
  ['a refusal at the top level', { query: '{ consultations(first: 101) { totalCount } }' }],
])('%s gets the same answer from both paths', async (_, body) => {
  const expected = await throughYoga(body)
  await overHttp(body)
  const { isFast, ...answer } = await overHttp(body)
  expect(answer).toEqual(expected)
  expect(isFast).toBe(true)
})

test.each([
  ['a document that is not valid', { query: '{ nothingOfThatName }' }, {}],
  ['a text that is not a document', { query: '{' }, {}],
  ['no document', { variables: {} }, {}],
  ['a batch', [{ query: '{ __typename }' }], {}],
  ['a body that is not JSON', '{"query":', {}],
  ['a forged token', { query: '{ __typename }' }, { authorization: 'Bearer a.b.c' }],
  ['a token of another scheme', { query: '{ __typename }' }, { authorization: 'Basic YTpi' }],
  ['variables that are a list', { query: '{ __typename }', variables: [] }, {}],
  ['an operation that the document lacks', { query: TWO, operationName: 'C' }, {}],
  ['an operation without a name, asked for by one', { query: '{ __typename }', operationName: '' }, {}],
  ['a page for another media type', { query: '{ __typename }' }, { accept: 'application/graphql-response+json' }],
  ['a member that GraphQL over HTTP does not know', { query: '{ __typename }', other: 1 }, {}],
])('%s is left to Yoga, every time', async (_, body, headers) => {
  for (let n = 0; n < 2; n++) await overHttp({ query: '{ __typename }' })
  const expected = await throughYoga(body, headers)
  for (let n = 0; n < 3; n++) {
    const { isFast, ...answer } = await overHttp(body, headers)
    expect(answer).toEqual(expected)
  }
})

test('variables that do not fit are refused, and nothing is executed', async () => {
  const query = 'query Q($n: Int) { consultations(first: $n) { totalCount } }'
  for (let n = 0; n < 3; n++) await overHttp({ query, variables: { n: 1 } })
  const body = { query, variables: { n: 'three' } }
  const { isFast, ...answer } = await overHttp(body)
  expect(answer).toEqual(await throughYoga(body))
  expect(isFast).toBe(false)
})

test('a fault is masked on the fast path too, and logged with the id of its request', async () => {
  const broken = await openTestGateway()
  const { url, close } = await listen(broken, { port: 0, host: '127.0.0.1' })
  const ask = (id: string): Promise<Response> =>
    fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-request-id': id },
      body: JSON.stringify({ query: '{ consultations { totalCount } }' }),
    })
  for (const id of ['one', 'two', 'three']) await (await ask(id)).text()
  await broken.database.pool.query('ALTER TABLE "consultation" RENAME TO "gone"')
  const response = await ask('fault-9')
  expect(response.headers.get('x-request-id')).toBe('fault-9')
  const text = await response.text()
  expect(text).not.toMatch(/relation|select|postgres|\.ts|node_modules/i)
  expect(JSON.parse(text).errors[0].extensions.code).toBe('INTERNAL')
  expect(broken.logged.join()).toMatch(/fault-9/)
  await close()
  await broken.database.close()
})
