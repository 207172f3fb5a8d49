import type { Db, Sql } from '@cahier/db'
import type { Outbox } from './outbox'
import type { Viewer } from './viewer'

/** What a read needs: the two doors to the database, and who asks. Packages narrow `db` and `sql` to their tables. */
export interface ReadContext {
  sql: Sql
  viewer: Viewer
}

/** What a write needs besides: the time, and the outbox that its event goes to in the same transaction. */
export interface WriteContext extends ReadContext {
  db: Db
  clock: () => Date
  outbox: Outbox
}
