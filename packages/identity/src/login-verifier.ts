import { createHash } from 'node:crypto'
import { decodeJwt } from 'jose'
import { LoginRefusedError } from './errors'
import { requireTrustedAddress } from './issuer-document'
import { createKeySource } from './issuer-keys'
import { contactOf, type Login } from './login-claims'
import { readSignedByIssuer, requireBounded, type TrustedIssuer } from './signed-by-issuer'

/** Signatures that a login may have; those made with a shared secret are not among them. */
const LOGIN_ALGORITHMS = [
  ...['ES256', 'ES384', 'ES512', 'EdDSA'],
  ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
] as const
export type LoginAlgorithm = (typeof LOGIN_ALGORITHMS)[number]

/** An OpenID Connect issuer where people may sign in. */
export interface LoginIssuer {
  /** Its identifier, exactly as it signs it. */
  issuer: string
  /** Our identifier there. */
  clientId: string
  /** Where its keys are; found by discovery when left out. */
  jwksUri?: string | undefined
  /** ES256 and RS256 unless told. */
  algorithms?: readonly LoginAlgorithm[] | undefined
}

/** What a front end brings back from the issuer, and the nonce that it sent there. */
export interface LoginProof {
  idToken: string
  /** The issuer's answer at its userinfo address, as the JWT that it signed. */
  userinfo: string
  nonce: string
}

export interface LoginVerifier {
  /** Who signs in. @throws LoginRefusedError */
  verify(proof: LoginProof): Promise<Login>
}

const ID_TOKEN_CLAIMS = ['exp', 'iat', 'nonce']
const MIN_NONCE = 16

const trust = ({ issuer, clientId, jwksUri, algorithms }: LoginIssuer, clock: () => Date): TrustedIssuer => {
  requireTrustedAddress(issuer)
  const allowed = algorithms ?? ['ES256', 'RS256']
  const foreign = allowed.find((algorithm) => !LOGIN_ALGORITHMS.includes(algorithm))
  if (foreign !== undefined || allowed.length === 0) throw new Error(`Not a signature for logins: ${foreign}`)
  return { issuer, clientId, algorithms: [...allowed], keys: createKeySource({ issuer, jwksUri, clock }) }
}

const issuerOf = (token: string): string | undefined => {
  requireBounded(token)
  try {
    return decodeJwt(token).iss
  } catch {
    throw new LoginRefusedError('MALFORMED')
  }
}

const proofOf = (...parts: string[]): string =>
  `login:${createHash('sha256').update(JSON.stringify(parts)).digest('base64url')}`

/**
 * Verifies logins at the issuers of the list: id_token, then userinfo, both signed by the same issuer for us and about the same person.
 * @throws Error for an issuer that cannot be trusted (no https, a shared-secret algorithm)
 */
export const createLoginVerifier = ({
  issuers,
  clock = () => new Date(),
}: {
  issuers: readonly LoginIssuer[]
  clock?: () => Date
}): LoginVerifier => {
  const trusted = new Map(issuers.map((issuer) => [issuer.issuer, trust(issuer, clock)]))
  return {
    verify: async ({ idToken, userinfo, nonce }) => {
      // Only names which keys to ask for: what follows is believed once the signature is checked.
      const issuer = trusted.get(issuerOf(idToken) ?? '')
      if (!issuer) throw new LoginRefusedError('UNKNOWN_ISSUER')
      const now = clock()
      const claims = await readSignedByIssuer(idToken, issuer, { now, requiredClaims: ID_TOKEN_CLAIMS })
      if (claims.nonce !== nonce || nonce.length < MIN_NONCE) throw new LoginRefusedError('WRONG_NONCE')
      const about = await readSignedByIssuer(userinfo, issuer, { now })
      // Another login's id_token is signed for us too, and says nothing of the userinfo address.
      if ('nonce' in about) throw new LoginRefusedError('WRONG_CLAIMS')
      if (about.sub !== claims.sub) throw new LoginRefusedError('WRONG_SUBJECT')
      const proof = proofOf(issuer.issuer, issuer.clientId, claims.sub, nonce)
      return { issuer: issuer.issuer, subject: claims.sub, ...contactOf(about), proof }
    },
  }
}
