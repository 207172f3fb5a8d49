import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { importJWK, type JWK, SignJWT } from 'jose'
import type { Voter } from '../../queries/cases.ts'

/** The key that the gateway of this run signs with, in place of a sign-in with an OpenID Connect issuer. */
export const signingKey: JWK = {
  ...generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' }),
  alg: 'ES256',
  kid: randomUUID(),
}

/** An access token of ten minutes for a voter's session, as `@cahier/identity` issues them. */
export const tokenOf = async ({ personId, sessionId }: Voter, address: string): Promise<string> =>
  new SignJWT({ sub: personId, sid: sessionId, jti: randomUUID(), client_id: address })
    .setProtectedHeader({ alg: 'ES256', kid: signingKey.kid ?? '', typ: 'at+jwt' })
    .setIssuer(address)
    .setAudience(address)
    .setIssuedAt()
    .setExpirationTime('10m')
    .sign(await importJWK(signingKey, 'ES256'))
