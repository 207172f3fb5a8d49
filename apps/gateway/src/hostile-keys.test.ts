import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Listening, listen } from './listen'
import { ACTS, doAct, documentOf, isDone, outcomeOf, tokenFor } from './testing/acts'
import { type Ground, openGround } from './testing/ground'
import { readRows } from './testing/rows'

let ground: Ground
let served: Listening
beforeAll(async () => {
  ground = await openGround()
  served = await listen(ground.gateway, { port: 0, host: '127.0.0.1' })
})
afterAll(async () => {
  await served.close()
  await ground.gateway.close()
})

// What these answer is secret: they take no key.
const SECRET = new Set(['signIn', 'refreshSession', 'signOut'])
const keyed = Object.entries(ACTS).filter(([name]) => !SECRET.has(name))

test.each(keyed)('%s is done once for a key; with another input the key is a conflict', async (name, act) => {
  const token = tokenFor(ground, act.by)
  const idempotencyKey = `${name}-1`
  const input = { ...(await act.input(ground)), idempotencyKey }
  const first = await doAct(ground, name, input, token)
  expect(isDone(first)).toBe(true)
  const other = { ...(await act.input(ground)), idempotencyKey }
  const rows = await readRows(ground.gateway.database)
  expect((await doAct(ground, name, input, token)).body).toEqual(first.body)
  // Some acts have one input only.
  if (JSON.stringify(other) !== JSON.stringify(input)) {
    const reused = await doAct(ground, name, other, token)
    expect(reused.body.data.act).toMatchObject({ __typename: 'ConflictError', reason: 'KEY_REUSED' })
  }
  const elsewhere = name === 'createOrganisation' ? 'joinConsultation' : 'createOrganisation'
  const { input: another } = ACTS[elsewhere] ?? expect.fail('No such act')
  const byAnother = await doAct(ground, elsewhere, { ...(await another(ground)), idempotencyKey }, token)
  expect(byAnother.body.data.act).toMatchObject({ __typename: 'ConflictError', reason: 'KEY_REUSED' })
  expect(await readRows(ground.gateway.database)).toEqual(rows)
})

test.each([...SECRET])('%s takes no key, even of who is signed in', async (name) => {
  const act = ACTS[name] ?? expect.fail('No such act')
  const input = { ...(await act.input(ground)), idempotencyKey: 'k' }
  expect(outcomeOf(await doAct(ground, name, input, ground.people.newcomer.token))).toBe('ValidationError')
})

/** A body with `__proto__` as a key of its own, which no object literal has. */
const polluted = (input: object): string[] => {
  const query = documentOf('createOrganisation')
  const text = JSON.stringify(input)
  const proto = '"__proto__":{"isAdministrator":true,"polluted":true}'
  return [
    `{"query":${JSON.stringify(query)},${proto},"variables":{"input":${text}}}`,
    `{"query":${JSON.stringify(query)},"variables":{${proto},"input":${text}}}`,
    `{"query":${JSON.stringify(query)},"variables":{"input":{${proto},${text.slice(1)}}}`,
    `{"query":${JSON.stringify(query)},"variables":{"__proto__":{"input":${text}}}}`,
  ]
}

test('`__proto__` as a key in a body is a key like any other', async () => {
  const { token } = ground.people.newcomer
  const act = ACTS.createOrganisation ?? expect.fail('No such act')
  // The operation is known by now, so that the port's own path takes it.
  for (let n = 0; n < 3; n++) await sendToPort(polluted(await act.input(ground))[1] ?? '', token)
  for (const n of [0, 1, 2, 3]) {
    for (const send of [sendToPort, sendToHandler]) {
      const response = await send(polluted(await act.input(ground))[n] ?? '', token)
      expect(response.status).toBeLessThan(500)
      expect(await response.text()).not.toContain('INTERNAL')
    }
  }
  expect({}).not.toHaveProperty('polluted')
  const { data } = await ground.gateway.ask('{ viewer { isAdministrator } }', {}, token)
  expect(data.viewer.isAdministrator).toBe(false)
})

const headersOf = (token: string) => ({ 'content-type': 'application/json', authorization: `Bearer ${token}` })
const sendToPort = (body: string, token: string): Promise<Response> =>
  fetch(served.url, { method: 'POST', headers: headersOf(token), body })
const sendToHandler = (body: string, token: string): Promise<Response> => ground.gateway.send(body, { token })
