import type { Db, Tables } from '@cahier/db'
import type { ReadContext, WriteContext } from '@cahier/kernel'
import type { Kysely } from 'kysely'

/** The one table of territories. */
export type TerritoriesTables = Pick<Tables, 'territory'>

/** What reading territories needs: they are public, whoever asks. */
export interface TerritoriesReadContext extends Omit<ReadContext, 'sql'> {
  sql: Kysely<TerritoriesTables>
}

/** What loading the reference needs. */
export interface TerritoriesContext extends Omit<WriteContext, 'sql' | 'db'> {
  sql: Kysely<TerritoriesTables>
  db: Pick<Db, 'territory' | 'outboxEvent'>
}
