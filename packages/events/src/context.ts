import type { Db, Tables } from '@cahier/db'
import type { Notify, ReadContext, WriteContext } from '@cahier/kernel'
import type { Kysely } from 'kysely'

/** The tables that events own: `event`, `eventTheme`, `registration`; the others are only read. */
export type EventsTables = Pick<
  Tables,
  | 'event'
  | 'eventTheme'
  | 'registration'
  | 'consultation'
  | 'phase'
  | 'theme'
  | 'participant'
  | 'territory'
  | 'organisation'
>

/** What reading events needs. */
export interface EventsReadContext extends Omit<ReadContext, 'sql'> {
  sql: Kysely<EventsTables>
}

/** What writing events needs. */
export interface EventsContext extends EventsReadContext, Omit<WriteContext, 'sql' | 'db'> {
  sql: Kysely<EventsTables>
  db: Pick<Db, 'event' | 'eventTheme' | 'registration' | 'outboxEvent'>
}

/** What the acts that other people are told of need besides. */
export interface TellingContext extends EventsContext {
  /** Tells a participant, in the transaction of the act, that a place freed for them or that their event is cancelled. */
  notify: Notify
}
