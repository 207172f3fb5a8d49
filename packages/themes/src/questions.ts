import { rawSql } from '@cahier/db'
import type { Texts } from '@cahier/kernel'
import type { ThemesReadContext } from './context'

/** A question that guides who writes under a theme. */
export interface GuidingQuestion {
  id: string
  themeId: string
  text: Texts
}

/** The guiding questions of each theme, in their order, for the themes in the order asked. One statement. */
export const listGuidingQuestions = async (
  { sql }: ThemesReadContext,
  themeIds: readonly string[],
): Promise<GuidingQuestion[][]> => {
  const rows = await sql
    .selectFrom('guidingQuestion')
    .select(['id', 'themeId', rawSql<Texts>`"text"`.as('text')])
    .where('themeId', '=', rawSql<string>`ANY(${themeIds}::uuid[])`)
    .orderBy('position')
    .execute()

  return themeIds.map((id) => rows.filter((row) => row.themeId === id))
}
