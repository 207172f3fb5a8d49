import { rawSql } from '@cahier/db'
import type { ContentRef } from './content'
import type { ModerationReadContext } from './context'
import { isViewers } from './sight'

/** Whether the viewer flagged each content, in the order asked. One statement. */
export const haveFlagged = async (
  { sql, viewer }: Omit<ModerationReadContext, 'subjects'>,
  refs: readonly ContentRef[],
): Promise<boolean[]> => {
  const ids = refs.map(({ subjectId }) => subjectId)
  const rows = await sql
    .selectFrom('flag')
    .select(['subjectType', 'subjectId'])
    .where('subjectId', '=', rawSql<string>`ANY(${ids}::uuid[])`)
    .where('subjectType', '=', rawSql<string>`ANY(${refs.map(({ subjectType }) => subjectType)}::text[])`)
    .where(isViewers(viewer, 'flag.reporterId'))
    .execute()
  const flagged = new Set(rows.map(({ subjectType, subjectId }) => `${subjectType}:${subjectId}`))
  return refs.map(({ subjectType, subjectId }) => flagged.has(`${subjectType}:${subjectId}`))
}
