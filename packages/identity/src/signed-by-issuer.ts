import { errors, type JWTPayload, type JWTVerifyGetKey, type JWTVerifyOptions, jwtVerify } from 'jose'
import { LoginRefusedError } from './errors'

const CLOCK_SKEW_SECONDS = 30
const MAX_AGE_SECONDS = 600
const MAX_LENGTH = 16_384
// A token that brings its own keys asks to be believed on its word.
const OWN_KEYS = ['jwk', 'jku', 'x5c', 'x5u']

/** An issuer whose signatures are trusted. */
export interface TrustedIssuer {
  issuer: string
  clientId: string
  algorithms: string[]
  keys: JWTVerifyGetKey
}

const refusalOf = (error: unknown): LoginRefusedError => {
  if (error instanceof LoginRefusedError) return error
  if (error instanceof errors.JWTExpired) return new LoginRefusedError('EXPIRED')
  if (error instanceof errors.JWTClaimValidationFailed) return new LoginRefusedError('WRONG_CLAIMS')
  const isMalformed =
    error instanceof errors.JWSInvalid || error instanceof errors.JWTInvalid || error instanceof errors.JOSENotSupported
  return new LoginRefusedError(isMalformed ? 'MALFORMED' : 'UNTRUSTED_SIGNATURE')
}

const requirePlainHeader = (header: object): void => {
  if (OWN_KEYS.some((name) => name in header)) throw new LoginRefusedError('UNTRUSTED_SIGNATURE')
  const { typ } = header as { typ?: unknown }
  if (typ !== undefined && String(typ).toUpperCase() !== 'JWT') throw new LoginRefusedError('WRONG_CLAIMS')
}

const requirePresent = ({ iat }: JWTPayload, seconds: number): void => {
  if (iat === undefined) return
  if (iat > seconds + CLOCK_SKEW_SECONDS) throw new LoginRefusedError('WRONG_CLAIMS')
  if (iat < seconds - CLOCK_SKEW_SECONDS - MAX_AGE_SECONDS) throw new LoginRefusedError('EXPIRED')
}

// Audiences besides ours are not trusted (OpenID Connect Core 3.1.3.7, steps 3 to 5).
const requireOurs = ({ aud, azp, sub }: JWTPayload, clientId: string): void => {
  const isOurs = [aud].flat().every((audience) => audience === clientId) && (azp === undefined || azp === clientId)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a subject is an identifier, kept as it is
  const isSubject = typeof sub === 'string' && /^[^\u0000-\u001f\u007f]{1,255}$/.test(sub) && sub.isWellFormed()
  if (!isOurs || !isSubject) throw new LoginRefusedError('WRONG_CLAIMS')
}

/** A JWT is 16 KiB at most. @throws LoginRefusedError MALFORMED */
export const requireBounded = (token: string): void => {
  if (token.length > MAX_LENGTH) throw new LoginRefusedError('MALFORMED')
}

/**
 * What the issuer signed for us: its signature by an allowed algorithm, its audience, its times with 30 s of clock skew, 10 minutes old at most.
 * @throws LoginRefusedError, which tells nothing of the token
 */
export const readSignedByIssuer = async (
  token: string,
  { issuer, clientId, algorithms, keys }: TrustedIssuer,
  { now, requiredClaims = [] }: { now: Date; requiredClaims?: string[] },
): Promise<JWTPayload & { sub: string }> => {
  requireBounded(token)
  const options: JWTVerifyOptions = {
    issuer,
    algorithms,
    audience: clientId,
    clockTolerance: CLOCK_SKEW_SECONDS,
    currentDate: now,
    requiredClaims: ['sub', ...requiredClaims],
  }
  try {
    const { payload, protectedHeader } = await jwtVerify(token, keys, options)
    requirePlainHeader(protectedHeader)
    requirePresent(payload, Math.floor(now.getTime() / 1000))
    requireOurs(payload, clientId)
    // `requireOurs` made sure of the subject.
    return payload as JWTPayload & { sub: string }
  } catch (error) {
    // Without its cause: jose's errors hold the claims, which must not reach a log.
    throw refusalOf(error)
  }
}
