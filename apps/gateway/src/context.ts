import { moveContributions } from '@cahier/contributions'
import { afterTransaction, type Database } from '@cahier/db'
import { moveEventThemes } from '@cahier/events'
import type { Context as SchemaContext } from '@cahier/graphql'
import { databaseOutbox, type Outbox, type Viewer } from '@cahier/kernel'
import { notify } from '@cahier/participants'
import type { Logger } from 'pino'
import { readLanguages } from './locales'
import type { Identity } from './sign-in'
import { subjects } from './subjects'

/** What a resolver gets, and what the gateway's own plugins read. */
export interface GatewayContext extends SchemaContext {
  log: Logger
}

/** Makes the context of a request from what its headers say. @throws AccessTokenRefusedError */
export type ContextOf = (
  headers: { authorization: string | null; language: string | null },
  requestId: string,
) => Promise<GatewayContext>

export interface ContextOptions {
  database: Database
  identity: Identity
  log: Logger
}

const CHANGES_VIEWERS = new Set(['Participant', 'Person', 'RoleGrant', 'Session', 'Consultation'])

/** The outbox, which also makes this process forget viewers once a fact that changes what somebody may do is committed. */
const watchfulOutbox = (forget: () => void): Outbox => ({
  record: async (tx, fact) => {
    await databaseOutbox.record(tx, fact)
    if (CHANGES_VIEWERS.has(fact.subjectType)) afterTransaction(tx, forget)
  },
})

/** Makes contexts: one for each request. */
export const contextMaker = ({ database, identity, log }: ContextOptions) => {
  const shared = {
    db: database.db,
    sql: database.sql,
    clock: () => new Date(),
    identity,
    subjects,
    notify,
    themeContentMovers: [moveContributions, moveEventThemes],
  }
  return (viewer: Viewer, language: string | null, requestId: string, onChange: () => void): GatewayContext => ({
    ...shared,
    ...readLanguages(language),
    viewer,
    outbox: watchfulOutbox(onChange),
    // Few requests have something to log: the others do without a logger of their own.
    get log() {
      return log.child({ requestId })
    },
  })
}
