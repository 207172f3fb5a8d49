import { createLocalJWKSet, errors, type JWK, type JWTVerifyGetKey } from 'jose'
import { z } from 'zod'
import { LoginRefusedError } from './errors'
import { discoverKeys, fetchDocument } from './issuer-document'

const FRESH_MS = 10 * 60_000
const COOLDOWN_MS = 30_000
const FIRST_COOLDOWN_MS = 5_000

// Each key is checked when it is used; a key of a kind unknown here must not hide the others.
const keySet = z.object({ keys: z.array(z.custom<JWK>((key) => typeof key === 'object' && key !== null)) })

interface KeySourceOptions {
  issuer: string
  /** Where its keys are; found by discovery when left out. */
  jwksUri?: string | undefined
  clock: () => Date
}

/**
 * The public keys of an issuer, fetched at first use, kept 10 minutes. A key that is not among them makes them be fetched again, once in 30
 * seconds at most; while the issuer does not answer, those known keep serving.
 * @throws LoginRefusedError ISSUER_UNAVAILABLE when none was ever fetched
 */
export const createKeySource = ({ issuer, jwksUri, clock }: KeySourceOptions): JWTVerifyGetKey => {
  let keys: ReturnType<typeof createLocalJWKSet> | undefined
  let fetchedAt = Number.NEGATIVE_INFINITY
  let triedAt = Number.NEGATIVE_INFINITY
  let pending: Promise<void> | undefined

  const now = (): number => clock().getTime()
  const fetchKeys = async (): Promise<void> => {
    triedAt = now()
    const known = await fetchDocument(jwksUri ?? (await discoverKeys(issuer)), keySet)
    keys = createLocalJWKSet(known)
    fetchedAt = now()
  }
  const refresh = async (): Promise<void> => {
    if (!pending && now() - triedAt < (keys ? COOLDOWN_MS : FIRST_COOLDOWN_MS)) return
    pending ??= fetchKeys()
      // An issuer that does not answer leaves what is known of it.
      .catch(() => undefined)
      .finally(() => {
        pending = undefined
      })
    await pending
  }

  return async (header, token) => {
    if (!keys || now() - fetchedAt > FRESH_MS) await refresh()
    if (!keys) throw new LoginRefusedError('ISSUER_UNAVAILABLE')
    try {
      return await keys(header, token)
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error
      await refresh()
      return keys(header, token)
    }
  }
}
