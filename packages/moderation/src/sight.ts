import { rawSql } from '@cahier/db'
import { isAdministrator, type Viewer } from '@cahier/kernel'
import type { RawBuilder } from 'kysely'

/** The rows of consultations that the viewer moderates; `column` holds the consultation's id. */
export const isModeratedBy = (viewer: Viewer, column: string): RawBuilder<boolean> => {
  if (isAdministrator(viewer)) return rawSql<boolean>`true`
  const roles = viewer.kind === 'person' ? [...viewer.roles] : []
  const moderated = roles.filter(([, held]) => held.has('MODERATOR')).map(([id]) => id)
  return rawSql<boolean>`${rawSql.ref(column)} = ANY(${moderated}::uuid[])`
}

/** The rows whose `column` names the viewer, as one of their participants. */
export const isViewers = (viewer: Viewer, column: string): RawBuilder<boolean> => {
  const own = viewer.kind === 'person' ? [...viewer.participants.values()] : []
  return rawSql<boolean>`coalesce(${rawSql.ref(column)} = ANY(${own}::uuid[]), false)`
}
