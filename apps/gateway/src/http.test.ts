import { once } from 'node:events'
import { createServer } from 'node:http'
import { serverAudits } from 'graphql-http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { listen, PortTakenError } from './listen'
import { openTestGateway, type TestGateway } from './testing/gateway'

let gateway: TestGateway
beforeAll(async () => {
  gateway = await openTestGateway()
})
afterAll(() => gateway.close())

const get = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
  Promise.resolve(gateway.yoga.fetch(`http://localhost${path}`, { headers }))

test('the gateway keeps to GraphQL over HTTP: every audit passes', async () => {
  const audits = serverAudits({ url: 'http://localhost/graphql', fetchFn: gateway.yoga.fetch })
  const results = await Promise.all(audits.map((audit) => audit.fn()))
  expect(results.filter(({ status }) => status !== 'ok').map(({ name }) => name)).toEqual([])
  expect(results.length).toBeGreaterThan(60)
})

test('it says that it lives and that it is ready, and serves its schema and keys', async () => {
  expect((await get('/health')).status).toBe(200)
  expect((await get('/ready')).status).toBe(200)
  expect(await (await get('/schema.graphql')).text()).toContain('type Consultation implements Node')
  const { keys } = await (await get('/.well-known/jwks.json')).json()
  expect(keys).toHaveLength(1)
  expect(keys[0]).not.toHaveProperty('d')
})

test('GraphiQL comes with no file from another host, and opens on the examples', async () => {
  const html = await (await get('/graphql', { accept: 'text/html' })).text()
  expect(html).not.toMatch(/<(script|link|img)[^>]+(src|href)="(https?:)?\/\//)
  expect(html).toContain('defaultTabs')
})

test('a request keeps the id of its proxy, or gets one; a forged one is replaced', async () => {
  expect((await get('/health', { 'x-request-id': 'abc-1' })).headers.get('x-request-id')).toBe('abc-1')
  expect((await get('/health', { 'x-request-id': 'a b\t{' })).headers.get('x-request-id')).toMatch(/^[\w-]{36}$/)
})

test('messages come in the language of the request, French by default', async () => {
  const query = '{ consultations(first: 101) { totalCount } }'
  const message = async (language: string): Promise<string> =>
    (await (await gateway.send({ query }, { headers: { 'accept-language': language } })).json()).errors[0].message
  expect(await message('en-GB,fr;q=0.5')).toMatch(/input/)
  expect(await message('')).toMatch(/saisie/)
  expect(await message('\u00e9;;;q=x')).toMatch(/saisie/)
})

test('a fault is masked, and logged with its request’s id', async () => {
  const broken = await openTestGateway()
  await broken.database.pool.query('ALTER TABLE "consultation" RENAME TO "gone"')
  const response = await broken.send(
    { query: '{ consultations { totalCount } }' },
    { headers: { 'x-request-id': 'fault-1' } },
  )
  const text = await response.text()
  expect(text).not.toMatch(/relation|select|postgres|\.ts|node_modules/i)
  expect(JSON.parse(text).errors[0].extensions.code).toBe('INTERNAL')
  expect(broken.logged.join()).toMatch(/fault-1/)
  await broken.close()
})

test('a drain answers what is in flight, and says that it is not ready', async () => {
  const own = await openTestGateway()
  let arrived = 0
  // Each request is held a while, so that all of them are in flight when the drain begins.
  const listener: typeof own.listener = (request, response) => {
    arrived++
    setTimeout(() => own.listener(request, response), 300)
  }
  const { url, close } = await listen({ ...own, listener }, { port: 0, host: '127.0.0.1' })
  const ask = (): Promise<Response> =>
    fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query":"{ consultations { totalCount } }"}',
    })
  const answers = Promise.all(Array.from({ length: 50 }, async () => (await ask()).status))
  await expect.poll(() => arrived, { timeout: 10_000, interval: 5 }).toBe(50)
  const from = performance.now()
  await close()
  expect(new Set(await answers)).toEqual(new Set([200]))
  expect(performance.now() - from).toBeLessThan(8_000)
  expect((await own.yoga.fetch('http://localhost/ready')).status).toBe(503)
  await own.database.close()
})

test('a taken port is refused in one line that says what to do', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const address = other.address()
  const port = typeof address === 'object' && address ? address.port : 0
  await expect(listen(gateway, { port, host: '127.0.0.1' })).rejects.toThrow(PortTakenError)
  other.close()
})
