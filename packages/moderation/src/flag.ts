import { type ModerationGround, rawSql } from '@cahier/db'
import { isId } from '@cahier/kernel'
import type { SelectQueryBuilder } from 'kysely'
import type { ContentRef } from './content'
import type { ModerationReadContext, ModerationTables } from './context'
import { isModeratedBy, isViewers } from './sight'

/** A participant's notice that a content breaks the charter or the law. */
export interface Flag extends ContentRef {
  id: string
  consultationId: string
  ground: ModerationGround
  explanation: string
  createdAt: string
  /** The decision that answered it; null while it is open. */
  decisionId: string | null
  /** The participant who flagged; null to anybody but the moderators. */
  reporterId: string | null
}

/** The flags that the viewer may see: where they moderate, save on what they wrote, and those that they made. */
export const selectFlags = ({
  sql,
  viewer,
}: Omit<ModerationReadContext, 'subjects'>): SelectQueryBuilder<ModerationTables, 'flag', Flag> => {
  const isModerated = isModeratedBy(viewer, 'flag.consultationId')
  return sql
    .selectFrom('flag')
    .select(['id', 'consultationId', 'subjectType', 'subjectId', 'ground', 'explanation', 'createdAt', 'decisionId'])
    .select(rawSql<string | null>`CASE WHEN ${isModerated} THEN "reporterId" END`.as('reporterId'))
    .where(
      rawSql<boolean>`((${isModerated} AND NOT ${isViewers(viewer, 'flag.authorId')})
        OR ${isViewers(viewer, 'flag.reporterId')})`,
    )
}

/** The flags of these ids, in the order asked; null for what does not exist or may not be seen. One statement. */
export const getFlags = async (ctx: ModerationReadContext, ids: readonly string[]): Promise<(Flag | null)[]> => {
  const rows = await selectFlags(ctx)
    .where('id', '=', rawSql<string>`ANY(${ids.filter(isId)}::uuid[])`)
    .execute()
  const byId = new Map(rows.map((flag) => [flag.id, flag]))
  return ids.map((id) => byId.get(id) ?? null)
}
