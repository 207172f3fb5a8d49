import { decodeJwt } from 'jose'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createLoginVerifier, type LoginAlgorithm, type LoginProof, type LoginVerifier } from './index'
import { CLIENT_ID, type LocalIssuer, openLocalIssuer } from './testing/local-issuer'

let issuer: LocalIssuer
let good: LoginProof
let verifier: LoginVerifier
let passed = 0

beforeEach(async () => {
  passed = 0
  issuer = await openLocalIssuer()
  good = await issuer.logIn('synthetic-subject')
  verifier = createLoginVerifier({
    issuers: [{ issuer: issuer.issuer, clientId: CLIENT_ID }],
    clock: () => new Date(Date.now() + passed * 1000),
  })
})
afterEach(() => issuer.close())

const outcome = (proof: LoginProof, by = verifier): Promise<string> =>
  by.verify(proof).then(
    () => 'accepted',
    ({ reason }) => reason,
  )

/** A login that is fresh whatever time has passed. */
const fresh = async (kid = String(issuer.key.kid)): Promise<LoginProof> => {
  const now = Math.floor(Date.now() / 1000) + passed
  const times = { iat: now, exp: now + 60 }
  return {
    nonce: good.nonce,
    idToken: await issuer.sign({ ...decodeJwt(good.idToken), ...times }, { kid }),
    userinfo: await issuer.sign({ ...decodeJwt(good.userinfo), ...times }, { kid }),
  }
}

test('500 tokens of random keys make the keys be fetched once again at most', async () => {
  expect(await outcome(good)).toBe('accepted')
  expect(issuer.keyRequests()).toBe(1)
  const forged = await Promise.all(Array.from({ length: 500 }, (_, n) => fresh(`random-${n}`)))
  expect(new Set(await Promise.all(forged.map((proof) => outcome(proof))))).toEqual(new Set(['UNTRUSTED_SIGNATURE']))
  expect(issuer.keyRequests()).toBe(1)
  passed = 31
  expect(new Set(await Promise.all(forged.map((proof) => outcome(proof))))).toEqual(new Set(['UNTRUSTED_SIGNATURE']))
  expect(issuer.keyRequests()).toBe(2)
})

test('a new key is known within 30 s of its first use, and a withdrawn one is forgotten', async () => {
  expect(await outcome(good)).toBe('accepted')
  const former = await fresh()
  await issuer.rotate()
  passed = 31
  expect(await outcome(await fresh())).toBe('accepted')
  expect(await outcome(await issuer.logIn('synthetic-subject'))).toBe('accepted')
  expect(await outcome(former)).toBe('UNTRUSTED_SIGNATURE')
})

test('an issuer that is down for an hour does not stop logins by keys already known', async () => {
  expect(await outcome(good)).toBe('accepted')
  issuer.setDown(true)
  for (passed of [0, 60, 601, 660, 3600]) expect(await outcome(await fresh())).toBe('accepted')
})

test('an issuer that never answered refuses logins, is asked again 5 s later, then believed', async () => {
  issuer.setDown(true)
  expect(await outcome(good)).toBe('ISSUER_UNAVAILABLE')
  issuer.setDown(false)
  expect(await outcome(good)).toBe('ISSUER_UNAVAILABLE')
  passed = 6
  expect(await outcome(good)).toBe('accepted')
})

test('two issuers are never mixed up', async () => {
  const other = await openLocalIssuer()
  try {
    const both = createLoginVerifier({
      issuers: [
        { issuer: issuer.issuer, clientId: CLIENT_ID },
        { issuer: other.issuer, clientId: CLIENT_ID },
      ],
    })
    const theirs = await other.logIn('synthetic-subject')
    expect(await outcome(theirs, both)).toBe('accepted')
    expect(await outcome({ ...good, userinfo: theirs.userinfo }, both)).not.toBe('accepted')
    expect(await outcome({ ...good, idToken: await other.sign(decodeJwt(good.idToken)) }, both)).toBe(
      'UNTRUSTED_SIGNATURE',
    )
    const mixed = createLoginVerifier({
      issuers: [{ issuer: issuer.issuer, clientId: CLIENT_ID, jwksUri: `${other.issuer}/jwks` }],
    })
    expect(await outcome(good, mixed)).toBe('UNTRUSTED_SIGNATURE')
  } finally {
    await other.close()
  }
})

test.each([
  [{ issuer: 'http://issuer.test', clientId: CLIENT_ID }],
  [{ issuer: 'urn:cahier:development', clientId: CLIENT_ID }],
  [{ issuer: 'https://issuer.test', clientId: CLIENT_ID, algorithms: ['HS256' as LoginAlgorithm] }],
  [{ issuer: 'https://issuer.test', clientId: CLIENT_ID, algorithms: ['none' as LoginAlgorithm] }],
  [{ issuer: 'https://issuer.test', clientId: CLIENT_ID, algorithms: [] }],
])('an issuer that cannot be trusted is refused at start: %j', (untrusted) => {
  expect(() => createLoginVerifier({ issuers: [untrusted] })).toThrow()
})
