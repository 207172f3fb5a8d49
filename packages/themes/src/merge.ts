import { ConflictError, refuse } from '@cahier/kernel'
import { changeTheme, type ThemeChange } from './change'
import type { ThemeContentMover, ThemesContext } from './context'
import { getTheme } from './get'
import { isUnder } from './move'
import type { Theme } from './theme'

/** Which theme takes another over. */
export interface ThemeMerge extends ThemeChange {
  /** The theme that takes it over: open or closed, of the same consultation. */
  intoId: string
}

/**
 * Merges a theme into another: its children and contents move there, and its address leads there. For organisers. `movers` move what other
 * packages keep under themes.
 * @throws ValidationError for a theme of another consultation or itself, NotFoundError, NotAllowedError, ConflictError
 */
export const mergeTheme = (
  ctx: ThemesContext,
  { intoId, ...change }: ThemeMerge,
  movers: readonly ThemeContentMover[],
): Promise<Theme> =>
  changeTheme(ctx, change, 'theme.merged', async (tx, theme) => {
    const into = await getTheme(tx, intoId)
    if (!into || into.consultationId !== theme.consultationId) return refuse('intoId', 'elsewhere')
    if (await isUnder(tx, into.id, theme.id)) refuse('intoId', 'cycle')
    if (theme.status === 'MERGED' || into.status === 'MERGED')
      throw new ConflictError('STATE', { status: theme.status })
    await tx.db.theme.updateMany({ where: { parentId: theme.id }, data: { parentId: intoId } })
    // The app handed the movers over with the whole client behind this narrowed context.
    for (const move of movers) await move(tx as unknown as Parameters<ThemeContentMover>[0], theme.id, intoId)
    return { status: 'MERGED' as const, mergedIntoId: intoId }
  })
