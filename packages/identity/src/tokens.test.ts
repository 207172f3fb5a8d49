import { createHmac, createPublicKey, type JsonWebKey } from 'node:crypto'
import { newId } from '@cahier/kernel'
import {
  decodeJwt,
  decodeProtectedHeader,
  importJWK,
  type JWK,
  type JWTHeaderParameters,
  type JWTPayload,
  SignJWT,
} from 'jose'
import { beforeAll, describe, expect, test } from 'vitest'
import { AccessTokenRefusedError, createTokens, generateSigningKey, type Tokens, type TokensOptions } from './index'
import { newKey } from './testing/local-issuer'

const ISSUER = 'https://cahier.test'
const AUDIENCE = 'https://cahier.test/graphql'
const START = Date.UTC(2026, 10, 24)
const subject = { personId: newId(), sessionId: newId() }

let key: JWK
let passed = 0
const make = (options: Partial<TokensOptions> = {}): Promise<Tokens> =>
  createTokens({
    issuer: ISSUER,
    audience: AUDIENCE,
    privateKeys: [key],
    clock: () => new Date(START + passed * 1000),
    ...options,
  })
let tokens: Tokens
let good: string

beforeAll(async () => {
  key = await generateSigningKey()
  tokens = await make()
  good = await tokens.issueAccessToken(subject)
})

const outcome = async (token: string, by = tokens): Promise<string> => {
  const error = await by.verifyAccessToken(token).then(
    () => undefined,
    (refusal: unknown) => refusal,
  )
  if (!error) return 'accepted'
  expect(error).toBeInstanceOf(AccessTokenRefusedError)
  return (error as AccessTokenRefusedError).reason
}
const after = (seconds: number, token = good, by = tokens): Promise<string> => {
  passed = seconds
  return outcome(token, by).finally(() => {
    passed = 0
  })
}

const now = START / 1000
const claims = (changes: JWTPayload = {}): JWTPayload => ({ ...decodeJwt(good), ...changes })
const without = (name: string): JWTPayload =>
  Object.fromEntries(Object.entries(claims()).filter(([claim]) => claim !== name))
const signed = async (payload: JWTPayload, header: Partial<JWTHeaderParameters> = {}, by = key): Promise<string> =>
  new SignJWT(payload)
    .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: String(key.kid), ...header })
    .sign(await importJWK(by, 'ES256'))
const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url')
const unsigned = (alg: string): string => `${encode({ alg, typ: 'at+jwt' })}.${encode(claims())}.`
const bySharedSecret = (): string => {
  const input = `${encode({ alg: 'HS256', typ: 'at+jwt', kid: key.kid })}.${encode(claims())}`
  const secret = createPublicKey({ key: key as JsonWebKey, format: 'jwk' }).export({ type: 'spki', format: 'pem' })
  return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`
}
const replaced = (part: number, by: string): string => Object.assign(good.split('.'), { [part]: by }).join('.')

test('a good token says who, in which session, until when, as RFC 9068 wants it', async () => {
  expect(decodeProtectedHeader(good)).toEqual({ alg: 'ES256', typ: 'at+jwt', kid: key.kid })
  expect(claims()).toEqual({
    iss: ISSUER,
    aud: AUDIENCE,
    sub: subject.personId,
    sid: subject.sessionId,
    client_id: AUDIENCE,
    jti: expect.any(String),
    iat: now,
    exp: now + 600,
  })
  expect(await tokens.verifyAccessToken(good)).toEqual({
    ...subject,
    expiresAt: new Date(START + 600_000),
    isDevelopment: false,
  })
})

test('a token is good for 10 minutes, with 5 s of clock skew', async () => {
  expect([await after(-5), await after(-6), await after(604), await after(605)]).toEqual([
    'accepted',
    'INVALID',
    'accepted',
    'EXPIRED',
  ])
})

const forgeries: [string, () => string | Promise<string>, string][] = [
  ['alg none', () => unsigned('none'), 'INVALID'],
  ['alg nOnE', () => unsigned('nOnE'), 'INVALID'],
  ['HS256 with the public key', bySharedSecret, 'INVALID'],
  ['another key under our kid', async () => signed(claims(), {}, await newKey('stranger')), 'INVALID'],
  ['an unknown kid', () => signed(claims(), { kid: 'stranger' }), 'INVALID'],
  [
    'its own key in jwk and jku',
    async () => {
      const { d, ...jwk } = await newKey('stranger')
      return signed(claims(), { jwk, jku: 'https://stranger.test/' }, { ...jwk, d } as JWK)
    },
    'INVALID',
  ],
  ['another issuer', () => signed(claims({ iss: 'https://stranger.test' })), 'INVALID'],
  ['another audience', () => signed(claims({ aud: 'https://stranger.test' })), 'INVALID'],
  ['expired', () => signed(claims({ exp: now - 5 })), 'EXPIRED'],
  ['no exp', () => signed(without('exp')), 'INVALID'],
  ['not valid yet', () => signed(claims({ nbf: now + 60 })), 'INVALID'],
  ['issued in the future', () => signed(claims({ iat: now + 60 })), 'INVALID'],
  ['too old, whatever its exp', () => signed(claims({ iat: now - 606, exp: now + 600 })), 'EXPIRED'],
  ['no iat', () => signed(without('iat')), 'INVALID'],
  ['an id_token in its place', () => signed(claims(), { typ: 'JWT' }), 'INVALID'],
  ['no typ', () => signed(claims(), { typ: undefined as never }), 'INVALID'],
  ['no sub', () => signed(without('sub')), 'INVALID'],
  ['a sub that is no id', () => signed(claims({ sub: "' OR true" })), 'INVALID'],
  ['no session', () => signed(without('sid')), 'INVALID'],
  ['a session that is a list', () => signed(claims({ sid: [subject.sessionId] })), 'INVALID'],
  ['no jti', () => signed(without('jti')), 'INVALID'],
  [
    'a critical header nobody knows',
    () => replaced(0, encode({ alg: 'ES256', typ: 'at+jwt', crit: ['x'], x: 1 })),
    'INVALID',
  ],
  ['an altered payload', () => replaced(1, encode(claims({ sub: newId() }))), 'INVALID'],
  ['an altered signature', () => replaced(2, 'A'.repeat(86)), 'INVALID'],
  ['a truncated signature', () => good.slice(0, -4), 'INVALID'],
  ['a development token', () => signed(claims({ dev: true })), 'INVALID'],
  ['a development token that denies it', () => signed(claims({ dev: false })), 'INVALID'],
  ['garbage', () => 'garbage', 'INVALID'],
  ['nothing', () => '', 'INVALID'],
  ['1 MB', () => 'a'.repeat(1_000_000), 'INVALID'],
]

describe('a forged access token is refused', () => {
  test.each(forgeries)('%s', async (_, forge, reason) => {
    expect(await outcome(await forge())).toBe(reason)
  })
})

test('a development token lasts 30 days, where it is accepted; in production it is neither made nor accepted', async () => {
  const development = await make({ acceptDevelopment: true })
  const token = await development.issueDevelopmentToken(subject)
  expect(decodeJwt(token).dev).toBe(true)
  expect(await development.verifyAccessToken(token)).toMatchObject({ ...subject, isDevelopment: true })
  const month = 30 * 24 * 3600
  expect([await after(month, token, development), await after(month + 5, token, development)]).toEqual([
    'accepted',
    'EXPIRED',
  ])
  expect(await outcome(token)).toBe('INVALID')
  await expect(tokens.issueDevelopmentToken(subject)).rejects.toThrow('not accepted')
})

describe('keys', () => {
  test('published ones are public only', () => {
    expect(tokens.publicKeys.keys).toEqual([
      { kty: 'EC', crv: 'P-256', x: key.x, y: key.y, kid: key.kid, alg: 'ES256', use: 'sig' },
    ])
  })

  test('the first signs, the others still verify: a key can be replaced', async () => {
    const rotated = await make({ privateKeys: [await newKey('next'), key] })
    expect(decodeProtectedHeader(await rotated.issueAccessToken(subject)).kid).toBe('next')
    expect(await outcome(good, rotated)).toBe('accepted')
    expect(await outcome(await rotated.issueAccessToken(subject))).toBe('INVALID')
  })

  test('Ed25519 signs too; without any, one is made for the process', async () => {
    const edwards = await make({ privateKeys: [await newKey('edwards', 'EdDSA')] })
    expect(await outcome(await edwards.issueAccessToken(subject), edwards)).toBe('accepted')
    expect(await outcome(good, edwards)).toBe('INVALID')
    const own = await make({ privateKeys: undefined })
    expect(await outcome(await own.issueAccessToken(subject), own)).toBe('accepted')
  })

  test('a public, symmetric or other key is refused at start', async () => {
    const { d, ...publicKey } = key
    const wrong = [
      publicKey,
      { kty: 'oct', k: 'c2VjcmV0' },
      await newKey('rsa', 'RS256'),
      await newKey('p384', 'ES384'),
    ]
    for (const foreign of wrong) await expect(make({ privateKeys: [foreign as JWK] })).rejects.toThrow('private JWK')
    await expect(make({ privateKeys: [] })).rejects.toThrow('needed')
  })
})
