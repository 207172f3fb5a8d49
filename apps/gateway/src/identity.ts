import type { Database } from '@cahier/db'
import { AccessTokenRefusedError, loadSessionViewer, type Tokens } from '@cahier/identity'
import { type Viewer, visitor } from '@cahier/kernel'
import { LRUCache } from 'lru-cache'

const SIGNED_IN_AT_MOST = 10_000

/** Who a request comes from. */
export interface Authenticator {
  /** The viewer that an `Authorization` header gives; a visitor without one. @throws AccessTokenRefusedError */
  viewerOf(header: string | null): Promise<Viewer>
  /** Forgets what was read of people: their next request sees their roles as they are. */
  forget(): void
}

/**
 * Reads who signs a request, and remembers it for `cacheSeconds`: another process's change of a role takes that long to be seen here, this
 * process's own is seen at once.
 */
export const createAuthenticator = (database: Database, tokens: Tokens, cacheSeconds: number): Authenticator => {
  const viewers = new LRUCache<string, Viewer>({ max: SIGNED_IN_AT_MOST, ttl: Math.max(1, cacheSeconds * 1000) })
  const read = async (token: string): Promise<Viewer> => {
    const claims = await tokens.verifyAccessToken(token)
    const viewer = await loadSessionViewer({ sql: database.sql, clock: () => new Date() }, claims)
    if (!viewer) throw new AccessTokenRefusedError('EXPIRED')
    return viewer
  }
  const viewerOf = async (header: string | null): Promise<Viewer> => {
    if (!header) return visitor
    const [, token] = /^Bearer ([\w.~+/=-]+)$/i.exec(header) ?? []
    if (!token) throw new AccessTokenRefusedError('INVALID')
    const known = cacheSeconds > 0 ? viewers.get(token) : undefined
    const viewer = known ?? (await read(token))
    if (!known) viewers.set(token, viewer)
    return viewer
  }
  return { viewerOf, forget: () => viewers.clear() }
}
