import { rawSql, type ThemeStatus } from '@cahier/db'
import { keysetPage, type OrderKey, type Page, type PageArgs } from '@cahier/kernel'
import type { ThemesReadContext } from './context'
import { selectThemes, type Theme } from './theme'

export interface ThemeFilter {
  consultationId: string
  /** Children of this theme; null: the top of the tree; left out: the whole tree. */
  parentId?: string | null | undefined
  /** Left out: open and closed ones. */
  status?: ThemeStatus[] | null | undefined
}

/** By their place among their siblings. Uniform direction and a unique last key, as the keyset wants. */
export const THEME_ORDER: readonly OrderKey<Theme>[] = [
  { column: 'position', direction: 'asc', type: 'int4' },
  { column: 'id', direction: 'asc', type: 'uuid' },
]

const filtered = (ctx: ThemesReadContext, { consultationId, parentId, status }: ThemeFilter) => {
  const kept = selectThemes(ctx)
    .where('consultationId', '=', consultationId)
    .where('status', '=', rawSql<ThemeStatus>`ANY(${status ?? ['OPEN', 'CLOSED']}::"ThemeStatus"[])`)
  if (parentId === undefined) return kept
  return kept.where('parentId', parentId === null ? 'is' : '=', parentId)
}

/** How many themes the filter keeps. */
export const countThemes = async (ctx: ThemesReadContext, filter: ThemeFilter): Promise<number> => {
  const count = filtered(ctx, filter).clearSelect().select(rawSql<number>`count(*)::int`.as('count'))
  return (await count.executeTakeFirstOrThrow()).count
}

/** A page of themes, by their place among their siblings. @throws ValidationError for a page that cannot be */
export const listThemes = (ctx: ThemesReadContext, filter: ThemeFilter, page: PageArgs = {}): Promise<Page<Theme>> =>
  keysetPage(filtered(ctx, filter), page, {
    list: `themes:${JSON.stringify(filter)}`,
    order: THEME_ORDER,
    countAll: () => countThemes(ctx, filter),
  })
