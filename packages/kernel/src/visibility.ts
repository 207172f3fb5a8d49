import { rawSql } from '@cahier/db'
import type { RawBuilder } from 'kysely'
import { isAdministrator, type Viewer } from './viewer'

const rolesOf = (viewer: Viewer): string[] => (viewer.kind === 'person' ? [...viewer.roles.keys()] : [])

/**
 * What belongs to a consultation that the viewer may see: a draft is seen by who holds a role in it, the others by anybody. `column` holds
 * the consultation's id, as `theme.consultationId`. The drafts are read once a statement, whatever its rows: as a subquery and not an array, of
 * which the planner would believe that it leaves nothing, and sort where an index stands.
 */
export const inSeenConsultation = (viewer: Viewer, column: string): RawBuilder<boolean> =>
  isAdministrator(viewer)
    ? rawSql<boolean>`true`
    : rawSql<boolean>`${rawSql.ref(column)} NOT IN (SELECT "id" FROM "consultation"
        WHERE "status" = 'DRAFT' AND "id" <> ALL (${rolesOf(viewer)}::uuid[]))`

/**
 * A published and visible row of `table` (a table with status, hiddenAt, authorId): what every public list, count and search keeps.
 */
export const isPublic = (table: string): RawBuilder<boolean> =>
  rawSql<boolean>`(${rawSql.ref(`${table}.status`)} = 'PUBLISHED' AND ${rawSql.ref(`${table}.hiddenAt`)} IS NULL)`

/**
 * What the viewer may see by its id: what is public; besides, all of their own, and what was hidden where they moderate. `consultation` holds
 * the consultation's id.
 */
export const isSeenBy = (viewer: Viewer, table: string, consultation: string): RawBuilder<boolean> => {
  if (isAdministrator(viewer)) return rawSql<boolean>`true`
  if (viewer.kind !== 'person') return isPublic(table)
  const moderated = [...viewer.roles].filter(([, roles]) => roles.has('MODERATOR')).map(([id]) => id)
  const own = [...viewer.participants.values()]
  return rawSql<boolean>`(${isPublic(table)} OR ${rawSql.ref(`${table}.authorId`)} = ANY(${own}::uuid[])
    OR (${rawSql.ref(consultation)} = ANY(${moderated}::uuid[]) AND ${rawSql.ref(`${table}.status`)}::text <> 'DRAFT'))`
}
