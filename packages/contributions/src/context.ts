import type { Db, Tables } from '@cahier/db'
import type { ReadContext, WriteContext } from '@cahier/kernel'
import type { Kysely } from 'kysely'

/** The tables that contributions own; `consultation`, `phase`, `theme`, `participant`, `territory` are only read. */
export type ContributionsTables = Pick<
  Tables,
  | 'contribution'
  | 'contributionVersion'
  | 'contributionSource'
  | 'contributionActivity'
  | 'comment'
  | 'commentVersion'
  | 'vote'
  | 'consultation'
  | 'phase'
  | 'theme'
  | 'participant'
  | 'territory'
>

/** What reading contributions needs. */
export interface ContributionsReadContext extends Omit<ReadContext, 'sql'> {
  sql: Kysely<ContributionsTables>
}

/** What writing contributions, comments and votes needs. */
export interface ContributionsContext extends ContributionsReadContext, Omit<WriteContext, 'sql' | 'db'> {
  sql: Kysely<ContributionsTables>
  db: Pick<Db, 'contribution' | 'contributionVersion' | 'contributionSource' | 'comment' | 'vote' | 'outboxEvent'>
}
