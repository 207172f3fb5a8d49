import type { Db, Tables } from '@cahier/db'
import type { Notify, ReadContext, WriteContext } from '@cahier/kernel'
import type { Kysely } from 'kysely'

/** The tables of moderation; it knows no other: what it moderates is handed over by the app. */
export type ModerationTables = Pick<Tables, 'flag' | 'moderationDecision'>

/** A type of content that can be moderated, as the package that keeps it says. */
export interface ModerationSubject {
  /** What decides who may do what; null when nothing has this id, or when the viewer may not see it. `authorId` is a participant. */
  find(
    ctx: Pick<WriteContext, 'sql' | 'viewer'>,
    id: string,
  ): Promise<{ consultationId: string; authorId: string | null; isHidden: boolean } | null>
  /** Takes it out of every public read, in the transaction of the decision. */
  hide(tx: WriteContext, id: string): Promise<void>
  /** Brings it back where it was, in the transaction of the decision. */
  restore(tx: WriteContext, id: string): Promise<void>
}

/** What reading flags and decisions needs. */
export interface ModerationReadContext extends Omit<ReadContext, 'sql'> {
  sql: Kysely<ModerationTables>
  /** What can be moderated, by type name. */
  subjects: Readonly<Record<string, ModerationSubject>>
}

/** What flagging and deciding needs. */
export interface ModerationContext extends ModerationReadContext, Omit<WriteContext, 'sql' | 'db'> {
  sql: Kysely<ModerationTables>
  db: Pick<Db, 'flag' | 'moderationDecision' | 'outboxEvent'>
  /** Tells an author of a decision. */
  notify: Notify
}
