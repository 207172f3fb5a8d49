import { rawSql, type ThemeStatus } from '@cahier/db'
import { keysetPages, type Page, type PageArgs, type ValidationError } from '@cahier/kernel'
import type { ThemesReadContext } from './context'
import { THEME_ORDER } from './list'
import { selectThemes, type Theme } from './theme'

const openOrClosed = (ctx: ThemesReadContext) =>
  selectThemes(ctx).where('status', '=', rawSql<ThemeStatus>`ANY(ARRAY['OPEN', 'CLOSED']::"ThemeStatus"[])`)

const countChildren = async (ctx: ThemesReadContext, parentIds: readonly string[]): Promise<number[]> => {
  const rows = await openOrClosed(ctx)
    .clearSelect()
    .select(['parentId', rawSql<number>`count(*)::int`.as('count')])
    .where('parentId', '=', rawSql<string>`ANY(${parentIds}::uuid[])`)
    .groupBy('parentId')
    .execute()
  const counts = new Map(rows.map(({ parentId, count }) => [parentId, count]))
  return parentIds.map((id) => counts.get(id) ?? 0)
}

/**
 * The same page of the open and closed children of each theme, by their place, in the order of the parents asked: one statement for all of
 * them. A page that cannot be, as by a cursor of another parent's list, is an error at its place.
 */
export const listChildThemes = (
  ctx: ThemesReadContext,
  parentIds: readonly string[],
  page: PageArgs = {},
): Promise<(Page<Theme> | ValidationError)[]> =>
  keysetPages(
    ctx.sql,
    {
      ids: parentIds,
      select: (ids) => rawSql`(SELECT unnest(${ids}::uuid[]) AS "id")`,
      of: (theme: Theme) => theme.parentId ?? '',
    },
    openOrClosed(ctx).where(rawSql<boolean>`"theme"."parentId" = "parent"."id"`),
    page,
    {
      list: (parentId) => `themes:${JSON.stringify({ parentId })}`,
      order: THEME_ORDER,
      column: (name) => rawSql.ref(`theme.${name}`),
      countAll: (ids) => countChildren(ctx, ids),
    },
  )
