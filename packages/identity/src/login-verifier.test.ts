import { createHmac, createPublicKey, createSign, type JsonWebKey } from 'node:crypto'
import { decodeJwt, decodeProtectedHeader, type JWTHeaderParameters, type JWTPayload } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createLoginVerifier, createTokens, type LoginAlgorithm, type LoginProof, LoginRefusedError } from './index'
import { CLIENT_ID, type LocalIssuer, newKey, openLocalIssuer } from './testing/local-issuer'

let issuer: LocalIssuer
let good: LoginProof
let now = () => new Date()
const verifier = (options: { algorithms?: readonly LoginAlgorithm[]; jwksUri?: string } = {}) =>
  createLoginVerifier({ issuers: [{ issuer: issuer.issuer, clientId: CLIENT_ID, ...options }], clock: () => now() })
let shared: ReturnType<typeof verifier>

beforeAll(async () => {
  issuer = await openLocalIssuer()
  good = await issuer.logIn('synthetic-subject')
  shared = verifier()
})
afterAll(() => issuer.close())

const reasonOf = async (proof: LoginProof, by = shared): Promise<string> => {
  const error = await by.verify(proof).then(
    () => undefined,
    (refusal: unknown) => refusal,
  )
  if (!error) return 'accepted'
  expect(error).toBeInstanceOf(LoginRefusedError)
  // Nothing of the token may reach a log through the refusal.
  expect(Object.keys(error as object).sort()).toEqual(['name', 'reason'])
  return (error as LoginRefusedError).reason
}

const seconds = (): number => Math.floor(Date.now() / 1000)
const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url')
const claims = (changes: JWTPayload = {}): JWTPayload => ({ ...decodeJwt(good.idToken), ...changes })
const without = (...names: string[]): JWTPayload =>
  Object.fromEntries(Object.entries(claims()).filter(([name]) => !names.includes(name)))
const publicKey = () => createPublicKey({ key: issuer.key as JsonWebKey, format: 'jwk' })

const unsigned = (alg: string, changes: JWTPayload = {}): string => `${encode({ alg })}.${encode(claims(changes))}.`

/** Signed by a key that is not the issuer's. */
const bySomebody = async (header: Partial<JWTHeaderParameters>, payload = claims()): Promise<string> => {
  const stranger = await newKey('stranger')
  const input = `${encode({ alg: 'ES256', ...header })}.${encode(payload)}`
  const signature = createSign('sha256').update(input)
  return `${input}.${signature.sign({ key: stranger as JsonWebKey, format: 'jwk', dsaEncoding: 'ieee-p1363' }, 'base64url')}`
}

const bySharedSecret = (secret: string | Buffer): string => {
  const input = `${encode({ alg: 'HS256', kid: issuer.key.kid })}.${encode(claims())}`
  return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`
}

const altered = (token: string, part: 0 | 1 | 2, change: (text: string) => string): string =>
  token
    .split('.')
    .map((text, position) => (position === part ? change(text) : text))
    .join('.')

const signed = (changes: JWTPayload, header?: Partial<JWTHeaderParameters>) => issuer.sign(claims(changes), header)
const publicPart = async () => {
  const { d, ...key } = await newKey('stranger')
  return key
}

describe('a real login', () => {
  test('is believed: the issuer signed both, ES256', async () => {
    expect(decodeProtectedHeader(good.idToken)).toMatchObject({ alg: 'ES256', kid: 'first' })
    expect(await shared.verify(good)).toEqual({
      issuer: issuer.issuer,
      subject: 'synthetic-subject',
      email: 'synthetic-subject@exemple.test',
      realName: 'Personne Synthétique',
      proof: expect.stringMatching(/^login:[\w-]{43}$/),
    })
  })

  test('is believed 30 s apart from the issuer’s clock, not more', async () => {
    const at = (skew: number) => {
      now = () => new Date((Number(claims().iat) + skew) * 1000)
      return reasonOf(good).finally(() => {
        now = () => new Date()
      })
    }
    expect([await at(-30), await at(-31), await at(630), await at(631)]).toEqual([
      'accepted',
      'WRONG_CLAIMS',
      'accepted',
      'EXPIRED',
    ])
  })

  test('gives no role, and no e-mail that the issuer did not verify, nor a name that is not one', async () => {
    const { sub, iss, aud } = claims()
    const about = { sub, iss, aud, email: 'a@exemple.test', email_verified: false, name: 'a\nb', role: 'ORGANISER' }
    const login = await shared.verify({ ...good, userinfo: await issuer.sign(about) })
    expect(login).toEqual({
      issuer: iss,
      subject: sub,
      email: undefined,
      realName: undefined,
      proof: expect.any(String),
    })
  })
})

const forgedIdTokens: [string, () => string | Promise<string>, string][] = [
  ['alg none', () => unsigned('none'), 'UNTRUSTED_SIGNATURE'],
  ['alg nOnE', () => unsigned('nOnE'), 'UNTRUSTED_SIGNATURE'],
  [
    'HS256 with the public key as a PEM',
    () => bySharedSecret(publicKey().export({ type: 'spki', format: 'pem' })),
    'UNTRUSTED_SIGNATURE',
  ],
  [
    'HS256 with the public key as DER',
    () => bySharedSecret(publicKey().export({ type: 'spki', format: 'der' })),
    'UNTRUSTED_SIGNATURE',
  ],
  ['HS256 with the client’s name', () => bySharedSecret(CLIENT_ID), 'UNTRUSTED_SIGNATURE'],
  ['another key under the issuer’s kid', () => bySomebody({ kid: 'first' }), 'UNTRUSTED_SIGNATURE'],
  ['an unknown kid', () => bySomebody({ kid: 'stranger' }), 'UNTRUSTED_SIGNATURE'],
  ['no kid and another key', () => bySomebody({}), 'UNTRUSTED_SIGNATURE'],
  ['its own key in jwk', async () => bySomebody({ kid: 'first', jwk: await publicPart() }), 'UNTRUSTED_SIGNATURE'],
  ['its own keys in jku', () => bySomebody({ kid: 'first', jku: 'http://127.0.0.1:1/jwks' }), 'UNTRUSTED_SIGNATURE'],
  ['its own chain in x5c', () => bySomebody({ kid: 'first', x5c: ['MIIB'] }), 'UNTRUSTED_SIGNATURE'],
  ['a jku header though well signed', () => signed({}, { jku: 'https://a.test/' }), 'UNTRUSTED_SIGNATURE'],
  ['a critical header nobody knows', () => bySomebody({ kid: 'first', crit: ['exp'], exp: 1 }), 'MALFORMED'],
  ['an unencoded payload', () => bySomebody({ kid: 'first', crit: ['b64'], b64: false }), 'UNTRUSTED_SIGNATURE'],
  [
    'an altered signature',
    () => altered(good.idToken, 2, (text) => `${text[0] === 'A' ? 'B' : 'A'}${text.slice(1)}`),
    'UNTRUSTED_SIGNATURE',
  ],
  ['a truncated signature', () => good.idToken.slice(0, -4), 'UNTRUSTED_SIGNATURE'],
  ['no signature', () => altered(good.idToken, 2, () => ''), 'UNTRUSTED_SIGNATURE'],
  [
    'an altered payload',
    () => altered(good.idToken, 1, () => encode(claims({ sub: 'another' }))),
    'UNTRUSTED_SIGNATURE',
  ],
  [
    'an altered header',
    () => altered(good.idToken, 0, () => encode({ alg: 'RS256', kid: 'first' })),
    'UNTRUSTED_SIGNATURE',
  ],
  ['expired', () => signed({ exp: seconds() - 31 }), 'EXPIRED'],
  ['no exp', () => issuer.sign(without('exp')), 'WRONG_CLAIMS'],
  ['an exp that is a text', () => signed({ exp: '9999999999' as never }), 'WRONG_CLAIMS'],
  ['not valid yet', () => signed({ nbf: seconds() + 90 }), 'WRONG_CLAIMS'],
  ['issued in the future', () => signed({ iat: seconds() + 90 }), 'WRONG_CLAIMS'],
  ['too old', () => signed({ iat: seconds() - 700 }), 'EXPIRED'],
  ['no iat', () => issuer.sign(without('iat')), 'WRONG_CLAIMS'],
  ['another audience', () => signed({ aud: 'another-client' }), 'WRONG_CLAIMS'],
  ['an audience besides ours', () => signed({ aud: [CLIENT_ID, 'another'], azp: CLIENT_ID }), 'WRONG_CLAIMS'],
  ['no audience', () => issuer.sign(without('aud')), 'WRONG_CLAIMS'],
  ['another authorised party', () => signed({ azp: 'another-client' }), 'WRONG_CLAIMS'],
  ['an issuer that nobody trusts', () => signed({ iss: 'https://issuer.test' }), 'UNKNOWN_ISSUER'],
  ['our issuer with a slash', () => signed({ iss: `${issuer.issuer}/` }), 'UNKNOWN_ISSUER'],
  ['no issuer', () => issuer.sign(without('iss')), 'UNKNOWN_ISSUER'],
  ['the development issuer', () => signed({ iss: 'urn:cahier:development' }), 'UNKNOWN_ISSUER'],
  ['no subject', () => issuer.sign(without('sub')), 'WRONG_CLAIMS'],
  ['a subject with NUL', () => signed({ sub: 'a\0b' }), 'WRONG_CLAIMS'],
  ['a subject of 10,000 characters', () => signed({ sub: 'a'.repeat(10_000) }), 'WRONG_CLAIMS'],
  ['another nonce', () => signed({ nonce: 'another-nonce-of-32-characters--' }), 'WRONG_NONCE'],
  ['no nonce', () => issuer.sign(without('nonce')), 'WRONG_CLAIMS'],
  ['an access token of the issuer', () => signed({}, { typ: 'at+jwt' }), 'WRONG_CLAIMS'],
  ['a logout token', () => signed({}, { typ: 'logout+jwt' }), 'WRONG_CLAIMS'],
  ['the userinfo', () => good.userinfo, 'WRONG_CLAIMS'],
  ['garbage', () => 'garbage', 'MALFORMED'],
  ['nothing', () => '', 'MALFORMED'],
  ['three dots', () => '...', 'MALFORMED'],
  ['an encrypted one', () => 'a.b.c.d.e', 'MALFORMED'],
  [
    'a payload that is a list',
    () => issuer.sign([] as never).catch(() => `${encode({ alg: 'ES256' })}.W10.AA`),
    'MALFORMED',
  ],
  ['1 MB', () => 'a'.repeat(1_000_000), 'MALFORMED'],
]

describe('a forged id_token is refused', () => {
  test.each(forgedIdTokens)('%s', async (_, forge, reason) => {
    expect(await reasonOf({ ...good, idToken: await forge() })).toBe(reason)
  })

  test('an access token of ours', async () => {
    const tokens = await createTokens({ issuer: issuer.issuer, audience: CLIENT_ID })
    const subject = {
      personId: '01930000-0000-7000-8000-000000000001',
      sessionId: '01930000-0000-7000-8000-000000000002',
    }
    expect(await reasonOf({ ...good, idToken: await tokens.issueAccessToken(subject) })).toBe('UNTRUSTED_SIGNATURE')
  })

  test('an algorithm that this issuer is not allowed', async () => {
    expect(await reasonOf(good, verifier({ algorithms: ['RS256'] }))).toBe('UNTRUSTED_SIGNATURE')
  })
})

const about = (changes: JWTPayload = {}): JWTPayload => ({ ...decodeJwt(good.userinfo), ...changes })
const forgedUserinfos: [string, () => string | Promise<string>, string][] = [
  ['about another person', () => issuer.sign(about({ sub: 'another' })), 'WRONG_SUBJECT'],
  ['unsigned, as JSON', () => JSON.stringify(about()), 'MALFORMED'],
  ['unsigned, alg none', () => `${encode({ alg: 'none' })}.${encode(about())}.`, 'UNTRUSTED_SIGNATURE'],
  ['signed by another key', () => bySomebody({ kid: 'first' }, about()), 'UNTRUSTED_SIGNATURE'],
  [
    'an altered signature',
    () => altered(good.userinfo, 2, (text) => `${text[0] === 'A' ? 'B' : 'A'}${text.slice(1)}`),
    'UNTRUSTED_SIGNATURE',
  ],
  ['for another client', () => issuer.sign(about({ aud: 'another' })), 'WRONG_CLAIMS'],
  ['of another issuer', () => issuer.sign(about({ iss: 'https://issuer.test' })), 'WRONG_CLAIMS'],
  ['expired', () => issuer.sign(about({ exp: seconds() - 60 })), 'EXPIRED'],
  ['the id_token in its place', () => good.idToken, 'WRONG_CLAIMS'],
  ['an access token in its place', () => issuer.sign(about(), { typ: 'at+jwt' }), 'WRONG_CLAIMS'],
  ['nothing', () => '', 'MALFORMED'],
]

describe('a forged userinfo is refused', () => {
  test.each(forgedUserinfos)('%s', async (_, forge, reason) => {
    expect(await reasonOf({ ...good, userinfo: await forge() })).toBe(reason)
  })
})

describe('a nonce that is not the one sent is refused', () => {
  test.each([['another'], [''], ['short']])('"%s"', async (nonce) => {
    const idToken = nonce ? await signed({ nonce: nonce === 'another' ? 'a'.repeat(32) : nonce }) : good.idToken
    expect(await reasonOf({ ...good, idToken, nonce })).toBe('WRONG_NONCE')
  })
})
