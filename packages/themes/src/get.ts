import { rawSql } from '@cahier/db'
import { found, isId, slug as slugRule } from '@cahier/kernel'
import type { ThemesReadContext } from './context'
import { selectThemes, type Theme } from './theme'

/** The themes of these ids, in the order asked; null for what does not exist or may not be seen. One statement. */
export const getThemes = async (ctx: ThemesReadContext, ids: readonly string[]): Promise<(Theme | null)[]> => {
  const rows = await selectThemes(ctx)
    .where('theme.id', '=', rawSql<string>`ANY(${ids.filter(isId)}::uuid[])`)
    .execute()
  const byId = new Map(rows.map((theme) => [theme.id, theme]))
  return ids.map((id) => byId.get(id) ?? null)
}

/** The theme of this id, or null. */
export const getTheme = async (ctx: ThemesReadContext, id: string): Promise<Theme | null> =>
  (await getThemes(ctx, [id]))[0] ?? null

/** @throws NotFoundError */
export const requireTheme = async (ctx: ThemesReadContext, id: string): Promise<Theme> =>
  found(await getTheme(ctx, id), 'Theme', id)

/**
 * The theme that an address leads to: its own, one that it had before, or that of a theme merged into it (the last one of the chain). Null
 * when nothing ever had this address in the consultation.
 */
export const getThemeBySlug = async (
  ctx: ThemesReadContext,
  consultationId: string,
  slug: string,
): Promise<Theme | null> => {
  if (!slugRule.safeParse(slug).success) return null
  const { rows } = await rawSql<{ id: string }>`WITH RECURSIVE chain AS (
    SELECT "id", "mergedIntoId" FROM "theme" WHERE "consultationId" = ${consultationId}::uuid AND ("slug" = ${slug}
      OR "id" = (SELECT "themeId" FROM "themeAlias" WHERE "consultationId" = ${consultationId}::uuid AND "slug" = ${slug}))
    UNION SELECT t."id", t."mergedIntoId" FROM chain c JOIN "theme" t ON t."id" = c."mergedIntoId")
    SELECT "id" FROM chain WHERE "mergedIntoId" IS NULL`.execute(ctx.sql)
  return rows[0] ? getTheme(ctx, rows[0].id) : null
}
