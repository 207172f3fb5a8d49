import { rawSql, type ThemeStatus } from '@cahier/db'
import { keysetPages, type Page, type PageArgs, type ValidationError } from '@cahier/kernel'
import type { ThemesReadContext } from './context'
import { THEME_ORDER } from './list'
import { selectThemes, type Theme } from './theme'

/**
 * The same page of the open and closed children of each theme, by their place, in the order of the parents asked: one statement for all of
 * them. A page that cannot be, as by a cursor of another parent's list, is an error at its place.
 */
export const listChildThemes = (
  ctx: ThemesReadContext,
  parentIds: readonly string[],
  page: PageArgs = {},
): Promise<(Page<Theme> | ValidationError)[]> => {
  const children = selectThemes(ctx)
    .where('status', '=', rawSql<ThemeStatus>`ANY(ARRAY['OPEN', 'CLOSED']::"ThemeStatus"[])`)
    .where(rawSql<boolean>`"theme"."parentId" = "parent"."id"`)
  const parents = { ids: parentIds, of: ({ parentId }: Theme) => parentId ?? '' }
  return keysetPages(ctx.sql, parents, children, page, {
    list: (parentId) => `themes:${JSON.stringify({ parentId })}`,
    order: THEME_ORDER,
    column: (name) => rawSql.ref(`theme.${name}`),
  })
}
