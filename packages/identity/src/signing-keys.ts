import { type CryptoKey, calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type JWK } from 'jose'

const ALGORITHMS: Record<string, string> = { 'EC P-256': 'ES256', 'OKP Ed25519': 'EdDSA' }

/** A private key that signs, and what others check its signatures with. */
export interface SigningKey {
  kid: string
  algorithm: string
  privateKey: CryptoKey | Uint8Array
  publicKey: JWK
}

/** A new ES256 private key, as a JWK to keep secret and hand to `createTokens` at each start. */
export const generateSigningKey = async (): Promise<JWK> => {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true })
  const key = await exportJWK(privateKey)
  return { ...key, alg: 'ES256', use: 'sig', kid: await calculateJwkThumbprint(key) }
}

/** @throws Error unless the JWK is a private key on P-256 (ES256) or Ed25519 (EdDSA) */
export const readSigningKey = async (key: JWK): Promise<SigningKey> => {
  const { kty, crv, x, y, d } = key
  const algorithm = ALGORITHMS[`${kty} ${crv}`]
  if (!algorithm || !d) throw new Error('A signing key is a private JWK on P-256 or Ed25519')
  const kid = key.kid ?? (await calculateJwkThumbprint(key))
  return {
    kid,
    algorithm,
    privateKey: await importJWK(key, algorithm),
    // Named one by one, so that the private part is never among them.
    publicKey: { kty, crv, x, ...(y !== undefined && { y }), kid, alg: algorithm, use: 'sig' } as JWK,
  }
}
