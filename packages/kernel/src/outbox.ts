import type { Db } from '@cahier/db'

/** One fact to tell: what happened, to what, where. `payload` holds ids and enums, never a text nor a person. */
export interface OutboxFact {
  /** `<subject>.<past participle>`, as `contribution.published`. */
  type: string
  consultationId: string | null
  subjectType: string
  subjectId: string
  payload?: Record<string, string | number | boolean | null>
}

/** Where facts are written, in the transaction of the act. */
export interface Outbox {
  record(tx: { db: Pick<Db, 'outboxEvent'> }, fact: OutboxFact): Promise<void>
}

/** The outbox table: webhooks, subscriptions and statistics read it in order and survive a crash. */
export const databaseOutbox: Outbox = {
  record: async ({ db }, { payload = {}, ...fact }) => {
    await db.outboxEvent.create({ data: { ...fact, payload }, select: { position: true } })
  },
}
