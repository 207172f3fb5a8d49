import { createHmac, createPublicKey, type JsonWebKey } from 'node:crypto'
import { createLoginVerifier, createTokens, generateSigningKey, signIn } from '@cahier/identity'
import { newId } from '@cahier/kernel'
import { decodeJwt, importJWK, type JWK, type JWTPayload, SignJWT } from 'jose'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Listening, listen } from './listen'
import { systemContext } from './open'
import { openTestGateway, type TestGateway } from './testing/gateway'
import { readRows } from './testing/rows'

const ADDRESS = 'http://localhost'
const ACT = `mutation { createOrganisation(input: { slug: "une-association", name: "Une association", actorKind: ASSOCIATION }) {
  __typename } }`

let key: JWK
let gateway: TestGateway
let served: Listening
let good: string
const tokensOf = (more: Partial<Parameters<typeof createTokens>[0]> = {}) =>
  createTokens({ issuer: ADDRESS, audience: ADDRESS, privateKeys: [key], ...more })
/** Opens a session, as a login at an issuer does. */
const openSession = async () =>
  signIn(systemContext(gateway.database), { issuer: 'https://issuer.test', subject: newId() }, await tokensOf())

beforeAll(async () => {
  key = await generateSigningKey()
  const identity = { verifier: createLoginVerifier({ issuers: [] }), tokens: await tokensOf() }
  gateway = await openTestGateway({ identity, viewerCacheSeconds: 60 })
  served = await listen(gateway, { port: 0, host: '127.0.0.1' })
  good = (await openSession()).accessToken
})
afterAll(async () => {
  await served.close()
  await gateway.close()
})

const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url')
const claims = (changes: JWTPayload = {}): JWTPayload => ({ ...decodeJwt(good), ...changes })
const signed = async (payload: JWTPayload, by = key): Promise<string> =>
  new SignJWT(payload)
    .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: String(key.kid) })
    .sign(await importJWK(by, 'ES256'))
const bySharedSecret = (format: 'pem' | 'der'): string => {
  const input = `${encode({ alg: 'HS256', typ: 'at+jwt', kid: key.kid })}.${encode(claims())}`
  const publicKey = createPublicKey({ key: key as JsonWebKey, format: 'jwk' })
  const secret =
    format === 'pem' ? publicKey.export({ type: 'spki', format }) : publicKey.export({ type: 'spki', format })
  return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`
}
const ofSubject = (subject: { personId: string; sessionId: string }) =>
  tokensOf().then((by) => by.issueAccessToken(subject))
const someone = () => ({ personId: newId(), sessionId: newId() })
const anHourAgo = () => new Date(Date.now() - 3_600_000)

const revoked = async (): Promise<string> => {
  const { accessToken } = await openSession()
  await gateway.database.db.session.update({
    where: { id: String(decodeJwt(accessToken).sid) },
    data: { revokedAt: new Date() },
  })
  return accessToken
}

const erased = async (): Promise<string> => {
  const { accessToken } = await openSession()
  const { sub: id = '' } = decodeJwt(accessToken)
  await gateway.database.db.person.update({ where: { id }, data: { erasedAt: new Date() } })
  return accessToken
}

const forgeries: [string, () => Promise<string> | string][] = [
  ['an expired token', async () => (await tokensOf({ clock: anHourAgo })).issueAccessToken(someone())],
  ['a token without algorithm', () => `${encode({ alg: 'none', typ: 'at+jwt' })}.${encode(claims())}.`],
  ['a token signed by the public key as a secret (PEM)', () => bySharedSecret('pem')],
  ['a token signed by the public key as a secret (DER)', () => bySharedSecret('der')],
  [
    'a token for another audience',
    async () => (await tokensOf({ audience: 'https://other.test' })).issueAccessToken(someone()),
  ],
  [
    'a token of another issuer',
    async () => (await tokensOf({ issuer: 'https://other.test' })).issueAccessToken(someone()),
  ],
  ['a token of another key', async () => signed(claims(), await generateSigningKey())],
  ['a token whose session was revoked', revoked],
  ['a token whose person was erased', erased],
  ['a token of no session', () => ofSubject(someone())],
  ['a token of somebody else’s session', async () => ofSubject({ personId: newId(), sessionId: String(claims().sid) })],
  [
    'a development token, as in production',
    async () => (await tokensOf({ acceptDevelopment: true })).issueDevelopmentToken(someone()),
  ],
  ['a token of a megabyte', () => `${good}${'x'.repeat(10_000)}`],
  ['a token that is none', () => 'x'],
]

/** Through Yoga, and through the path of operations that came before. */
const ways: [string, (token: string) => Promise<Response>][] = [
  ['the handler', (token) => gateway.send({ query: ACT }, { token })],
  [
    'the port',
    (token) =>
      fetch(served.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify({ query: ACT }),
      }),
  ],
]

test('a good token is taken, however often', async () => {
  for (const [, send] of ways) for (let n = 0; n < 3; n++) expect((await send(good)).status).toBe(200)
})

test.each(forgeries)('%s is refused, and nothing is done', async (_, forge) => {
  const token = await forge()
  const before = await readRows(gateway.database)
  for (const [way, send] of ways) {
    const response = await send(token)
    expect({ way, status: response.status }).toEqual({ way, status: 401 })
    expect(response.headers.get('www-authenticate')).toMatch(/invalid_token/)
    const { data, errors } = await response.json()
    expect(data).toBeUndefined()
    expect(errors).toMatchObject([{ extensions: { code: 'ACCESS_TOKEN_REFUSED' } }])
  }
  expect(await readRows(gateway.database)).toEqual(before)
})

test('who signs out is refused at once, though the gateway remembers viewers', async () => {
  const { accessToken, refreshToken } = await openSession()
  const viewer = '{ viewer { isAdministrator } }'
  expect((await gateway.ask(viewer, {}, accessToken)).data.viewer).toEqual({ isAdministrator: false })
  const out = `mutation ($token: String!) { signOut(input: { refreshToken: $token }) { ... on SignOutPayload { wasSignedIn } } }`
  expect((await gateway.ask(out, { token: refreshToken })).data.signOut).toEqual({ wasSignedIn: true })
  expect((await gateway.ask(viewer, {}, accessToken)).errors).toHaveLength(1)
})
