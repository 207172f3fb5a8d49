import { rawSql } from '@cahier/db'
import { refuse, takeTurn } from '@cahier/kernel'
import { changeTheme, type ThemeChange } from './change'
import type { ThemesContext } from './context'
import { getTheme } from './get'
import type { Theme } from './theme'

/** Where a theme goes. */
export interface ThemeMove extends ThemeChange {
  /** Its new parent; null: the top of the tree. */
  parentId: string | null
  /** Its place among its new siblings, from 0; the last when it is past them. */
  position: number
}

/** Whether a theme is another one, or somewhere under it. */
export const isUnder = async (tx: ThemesContext, id: string, ancestorId: string): Promise<boolean> => {
  const { rows } = await rawSql`WITH RECURSIVE up AS (
    SELECT "id", "parentId" FROM "theme" WHERE "id" = ${id}::uuid
    UNION SELECT t."id", t."parentId" FROM up JOIN "theme" t ON t."id" = up."parentId")
    SELECT FROM up WHERE "id" = ${ancestorId}::uuid`.execute(tx.sql)
  return rows.length > 0
}

const requireParent = async (tx: ThemesContext, theme: Theme, parentId: string): Promise<void> => {
  const parent = await getTheme(tx, parentId)
  if (parent?.consultationId !== theme.consultationId) refuse('parentId', 'elsewhere')
  if (await isUnder(tx, parentId, theme.id)) refuse('parentId', 'cycle')
}

/**
 * Moves a theme in its tree, with all that is under it, for organisers; addresses do not change.
 * @throws ValidationError for a parent of another consultation or under the theme itself, NotFoundError, NotAllowedError, ConflictError
 */
export const moveTheme = (ctx: ThemesContext, { parentId, position, ...change }: ThemeMove): Promise<Theme> =>
  changeTheme(ctx, change, 'theme.moved', async (tx, theme) => {
    // One move at a time in a consultation: two at once could each be right and together make a cycle.
    await takeTurn(tx, `themes of ${theme.consultationId}`)
    if (parentId) await requireParent(tx, theme, parentId)
    const siblings = await tx.db.theme.findMany({
      where: { consultationId: theme.consultationId, parentId, id: { not: theme.id } },
      orderBy: [{ position: 'asc' }, { id: 'asc' }],
      select: { id: true },
    })
    const place = Math.max(0, Math.min(position, siblings.length))
    for (const [n, sibling] of siblings.entries()) {
      await tx.db.theme.update({ where: { id: sibling.id }, data: { position: n < place ? n : n + 1 } })
    }
    return { parentId, position: place }
  })
