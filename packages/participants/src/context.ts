import type { Db, Tables } from '@cahier/db'
import type { ReadContext, WriteContext } from '@cahier/kernel'
import type { Kysely } from 'kysely'

/** The tables of people; `consultation` and `territory` are only read. */
export type ParticipantsTables = Pick<
  Tables,
  'person' | 'participant' | 'organisation' | 'membership' | 'roleGrant' | 'notice' | 'consultation' | 'territory'
>

/** What reading about participants needs. */
export interface ParticipantsReadContext extends Omit<ReadContext, 'sql'> {
  sql: Kysely<ParticipantsTables>
}

/** What acting as a participant, or on their roles and organisations, needs. */
export interface ParticipantsContext extends ParticipantsReadContext, Omit<WriteContext, 'sql' | 'db'> {
  sql: Kysely<ParticipantsTables>
  db: Pick<Db, 'person' | 'participant' | 'organisation' | 'membership' | 'roleGrant' | 'notice' | 'outboxEvent'>
}
