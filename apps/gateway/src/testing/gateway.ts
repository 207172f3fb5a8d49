import { openTestDb, type TestDatabase } from '@cahier/db/testing'
import { createLoginVerifier, createTokens } from '@cahier/identity'
import { pino } from 'pino'
import { logOptions } from '../log'
import { createGateway, type Gateway, type GatewayOptions } from '../server'

/** A gateway on a database of the test's own, asked without a port. */
export interface TestGateway extends Gateway {
  database: TestDatabase
  identity: GatewayOptions['identity']
  /** What was logged. */
  logged: string[]
  /** Sends a request; `token` signs it. */
  send(
    body: unknown,
    options?: { token?: string; headers?: Record<string, string>; method?: string },
  ): Promise<Response>
  /** Asks a query and gives its JSON. */
  // biome-ignore lint/suspicious/noExplicitAny: a test reads the answer that its own query shapes
  ask(query: string, variables?: Record<string, unknown>, token?: string): Promise<any>
  close(): Promise<void>
}

export const openTestGateway = async (options: Partial<GatewayOptions> = {}): Promise<TestGateway> => {
  const database = await openTestDb()
  const logged: string[] = []
  const identity = {
    verifier: createLoginVerifier({ issuers: [] }),
    tokens: await createTokens({ issuer: 'http://localhost', audience: 'http://localhost', acceptDevelopment: true }),
  }
  const log = pino({ ...logOptions, level: 'debug' }, { write: (line: string) => void logged.push(line) })
  const gateway = createGateway({ database, identity, log, ...options })
  const send: TestGateway['send'] = async (body, { token, headers, method = 'POST' } = {}) =>
    gateway.yoga.fetch('http://localhost/graphql', {
      method,
      headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }), ...headers },
      ...(method === 'POST' && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
  const ask: TestGateway['ask'] = async (query, variables = {}, token) =>
    (await send({ query, variables }, token ? { token } : {})).json()
  const close = async (): Promise<void> => {
    await gateway.yoga.dispose()
    await database.close()
  }
  return { ...gateway, database, identity, logged, send, ask, close }
}
