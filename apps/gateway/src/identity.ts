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
 * Reads who signs a request, and remembers it for `cacheSeconds`, never past the token's own time: another process's change of a role takes that
 * long to be seen here, this process's own is seen at once.
 */
export const createAuthenticator = (database: Database, tokens: Tokens, cacheSeconds: number): Authenticator => {
  const viewers = new LRUCache<string, Viewer>({ max: SIGNED_IN_AT_MOST })
  let changes = 0
  const read = async (token: string): Promise<Viewer> => {
    const known = changes
    const claims = await tokens.verifyAccessToken(token)
    const viewer = await loadSessionViewer({ sql: database.sql, clock: () => new Date() }, claims)
    if (!viewer) throw new AccessTokenRefusedError('EXPIRED')
    const ttl = Math.min(cacheSeconds * 1000, claims.expiresAt.getTime() - Date.now())
    // What changed since the reading began may not be in what was read.
    if (ttl > 0 && known === changes) viewers.set(token, viewer, { ttl })
    return viewer
  }
  const viewerOf = async (header: string | null): Promise<Viewer> => {
    if (!header) return visitor
    const [, token] = /^Bearer ([\w.~+/=-]+)$/i.exec(header) ?? []
    if (!token) throw new AccessTokenRefusedError('INVALID')
    return viewers.get(token) ?? read(token)
  }
  const forget = (): void => {
    changes++
    viewers.clear()
  }
  return { viewerOf, forget }
}
