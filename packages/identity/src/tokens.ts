import { isId, newId } from '@cahier/kernel'
import {
  createLocalJWKSet,
  errors,
  type JSONWebKeySet,
  type JWK,
  type JWTPayload,
  type JWTVerifyGetKey,
  type JWTVerifyOptions,
  jwtVerify,
  SignJWT,
} from 'jose'
import { AccessTokenRefusedError } from './errors'
import { generateSigningKey, readSigningKey, type SigningKey } from './signing-keys'

const CLOCK_SKEW_SECONDS = 5
const MAX_LENGTH = 4_096
const DAY_SECONDS = 24 * 3600

/** How long a development token is good. */
export const DEVELOPMENT_SECONDS = 30 * DAY_SECONDS

export interface TokensOptions {
  /** Who signs: the platform's own address. */
  issuer: string
  /** Whom for: the address of the API. */
  audience: string
  /** Private JWKs on P-256 or Ed25519: the first signs, all verify. Left out: one is made, good until the process ends. */
  privateKeys?: readonly JWK[] | undefined
  clock?: (() => Date) | undefined
  /** How long an access token is good; 10 minutes unless told. */
  accessSeconds?: number | undefined
  /** How long a session lasts, however often it is refreshed; 30 days unless told. */
  refreshSeconds?: number | undefined
  /** Whether development tokens are made and accepted; false unless told, and in production. */
  acceptDevelopment?: boolean | undefined
}

/** Who an access token is for. */
export interface AccessSubject {
  personId: string
  sessionId: string
}

/** What an access token that was verified says; its session may have ended since. */
export interface AccessClaims extends AccessSubject {
  expiresAt: Date
  isDevelopment: boolean
}

/** Makes and checks the platform's access tokens (RFC 9068). */
export interface Tokens {
  readonly accessSeconds: number
  readonly refreshSeconds: number
  /** Whether development tokens are made and accepted. */
  readonly acceptDevelopment: boolean
  /** The public keys, to publish at `/.well-known/jwks.json`. */
  readonly publicKeys: JSONWebKeySet
  issueAccessToken(subject: AccessSubject): Promise<string>
  /** A token of 30 days that says it is for development. @throws Error when they are not accepted */
  issueDevelopmentToken(subject: AccessSubject): Promise<string>
  /** @throws AccessTokenRefusedError */
  verifyAccessToken(token: string): Promise<AccessClaims>
}

const claimsOf = (payload: JWTPayload, maxSeconds: number, now: number): AccessClaims => {
  const { sub = '', sid, iat = 0, exp = 0, dev } = payload
  const isOurs = isId(sub) && typeof sid === 'string' && isId(sid) && (dev === undefined || dev === true)
  if (!isOurs || iat > now + CLOCK_SKEW_SECONDS) throw new AccessTokenRefusedError('INVALID')
  if (now - iat > maxSeconds + CLOCK_SKEW_SECONDS) throw new AccessTokenRefusedError('EXPIRED')
  return { personId: sub, sessionId: sid, expiresAt: new Date(exp * 1000), isDevelopment: dev === true }
}

const signFor = ({ personId, sessionId }: AccessSubject, key: SigningKey, claims: JWTPayload): Promise<string> =>
  // A front end is no registered client: the audience stands for it (RFC 9068 wants `client_id`).
  new SignJWT({ ...claims, sub: personId, sid: sessionId, jti: newId(), client_id: claims.aud })
    .setProtectedHeader({ alg: key.algorithm, kid: key.kid, typ: 'at+jwt' })
    .sign(key.privateKey)

const readSigned = async (token: string, keys: JWTVerifyGetKey, checks: JWTVerifyOptions): Promise<JWTPayload> => {
  if (token.length > MAX_LENGTH) throw new AccessTokenRefusedError('INVALID')
  const requiredClaims = ['exp', 'iat', 'sub', 'sid', 'jti']
  const options = { ...checks, typ: 'at+jwt', clockTolerance: CLOCK_SKEW_SECONDS, requiredClaims }
  try {
    return (await jwtVerify(token, keys, options)).payload
  } catch (error) {
    throw new AccessTokenRefusedError(error instanceof errors.JWTExpired ? 'EXPIRED' : 'INVALID')
  }
}

/**
 * The platform's tokens: short access tokens signed by ES256 or EdDSA, typed `at+jwt`, checked with 5 s of clock skew.
 * @throws Error for a key that cannot sign
 */
export const createTokens = async (options: TokensOptions): Promise<Tokens> => {
  const { issuer, audience, clock = () => new Date(), acceptDevelopment = false } = options
  const { accessSeconds = 600, refreshSeconds = 30 * DAY_SECONDS, privateKeys } = options
  const keys = await Promise.all((privateKeys ?? [await generateSigningKey()]).map(readSigningKey))
  const signing = keys[0]
  if (!signing) throw new Error('A key is needed to sign')
  const publicKeys = { keys: keys.map(({ publicKey }) => publicKey) }
  const keyFor = createLocalJWKSet(publicKeys)
  const checks = { issuer, audience, algorithms: [...new Set(keys.map(({ algorithm }) => algorithm))] }
  const now = (): number => Math.floor(clock().getTime() / 1000)
  const sign = (subject: AccessSubject, seconds: number, claims: JWTPayload = {}): Promise<string> =>
    signFor(subject, signing, { ...claims, iss: issuer, aud: audience, iat: now(), exp: now() + seconds })

  return {
    accessSeconds,
    refreshSeconds,
    acceptDevelopment,
    publicKeys,
    issueAccessToken: (subject) => sign(subject, accessSeconds),
    issueDevelopmentToken: async (subject) => {
      if (!acceptDevelopment) throw new Error('Development tokens are not accepted here')
      return sign(subject, DEVELOPMENT_SECONDS, { dev: true })
    },
    verifyAccessToken: async (token) => {
      const payload = await readSigned(token, keyFor, { ...checks, currentDate: clock() })
      if ('dev' in payload && !acceptDevelopment) throw new AccessTokenRefusedError('INVALID')
      return claimsOf(payload, payload.dev ? DEVELOPMENT_SECONDS : accessSeconds, now())
    },
  }
}
