import { inTransaction } from '@cahier/db'
import { ConflictError, requireNotArchived, requireRole } from '@cahier/kernel'
import type { ThemesContext } from './context'
import { requireTheme } from './get'
import type { Theme } from './theme'

/** Whom a change is for, and the version that it started from. */
export interface ThemeChange {
  id: string
  version: number
}

/** What a change writes; null in a field of Json never happens. */
type ThemeData = Parameters<ThemesContext['db']['theme']['updateMany']>[0]['data']

/**
 * Changes a theme under its version, for organisers: `work` says what to write and tells of it as `type`.
 * @throws NotFoundError, NotAllowedError, NotAuthenticatedError, ConflictError when the version is not the present one
 * or the consultation is archived
 */
export const changeTheme = (
  ctx: ThemesContext,
  { id, version }: ThemeChange,
  type: string,
  work: (tx: ThemesContext, theme: Theme) => Promise<ThemeData> | ThemeData,
): Promise<Theme> =>
  inTransaction(ctx, async (tx) => {
    const theme = await requireTheme(tx, id)
    const { consultationId } = theme
    requireRole(tx.viewer, consultationId, 'ORGANISER')
    await requireNotArchived(tx, consultationId)
    const data = await work(tx, theme)
    const { count } = await tx.db.theme.updateMany({
      where: { id, version },
      data: { ...data, version: { increment: 1 } },
    })
    if (count === 0) throw new ConflictError('STALE_VERSION', { version: theme.version })
    await tx.outbox.record(tx, { type, consultationId, subjectType: 'Theme', subjectId: id })
    return requireTheme(tx, id)
  })
