import type { Db, Tables } from '@cahier/db'
import type { ReadContext, WriteContext } from '@cahier/kernel'
import type { Kysely } from 'kysely'

/** The tables that themes read; `consultation` is only read. */
export type ThemesTables = Pick<Tables, 'theme' | 'guidingQuestion' | 'themeAlias' | 'consultation'>

/** What reading themes needs. */
export interface ThemesReadContext extends Omit<ReadContext, 'sql'> {
  sql: Kysely<ThemesTables>
}

/** Moves what another package keeps under a theme to the theme that takes it over, in the transaction of the merge. */
export type ThemeContentMover = (tx: Pick<WriteContext, 'db' | 'sql'>, from: string, into: string) => Promise<void>

/** What writing themes needs. */
export interface ThemesContext extends ThemesReadContext, Omit<WriteContext, 'sql' | 'db'> {
  sql: Kysely<ThemesTables>
  db: Pick<Db, 'theme' | 'guidingQuestion' | 'themeAlias' | 'outboxEvent'>
}
