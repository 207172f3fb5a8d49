import type { Db, Tables } from '@cahier/db'
import type { WriteContext } from '@cahier/kernel'
import type { Kysely } from 'kysely'

/** The tables that identity touches; `roleGrant`, `participant` and `consultation` are only read. */
export type IdentityTables = Pick<Tables, 'person' | 'session' | 'roleGrant' | 'participant' | 'consultation'>

/** What finding out who asks needs: there is no viewer yet. */
export interface IdentityReadContext {
  sql: Kysely<IdentityTables>
  clock: () => Date
}

/** What starting and ending sessions needs. */
export interface IdentityContext extends Omit<WriteContext, 'sql' | 'db'> {
  sql: Kysely<IdentityTables>
  db: Pick<Db, 'person' | 'session' | 'usedRefreshToken' | 'outboxEvent'>
}
