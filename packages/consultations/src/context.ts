import type { Db, Tables } from '@cahier/db'
import type { ReadContext, WriteContext } from '@cahier/kernel'
import type { Kysely } from 'kysely'

/** The tables that consultations own. */
export type ConsultationsTables = Pick<Tables, 'consultation' | 'phase' | 'space' | 'page'>

/** What reading consultations needs. */
export interface ConsultationsReadContext extends Omit<ReadContext, 'sql'> {
  sql: Kysely<ConsultationsTables>
}

/** What writing consultations needs. */
export interface ConsultationsContext extends ConsultationsReadContext, Omit<WriteContext, 'sql' | 'db'> {
  sql: Kysely<ConsultationsTables>
  db: Pick<Db, 'consultation' | 'phase' | 'space' | 'page' | 'outboxEvent'>
}
