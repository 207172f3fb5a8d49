import type { ThemeStatus } from '@cahier/db'
import { ConflictError } from '@cahier/kernel'
import { changeTheme, type ThemeChange } from './change'
import type { ThemesContext } from './context'
import type { Theme } from './theme'

/** Which states each act may start from; a merged theme stays merged. */
const transitions: Record<'OPEN' | 'CLOSED' | 'ARCHIVED', readonly ThemeStatus[]> = {
  OPEN: ['CLOSED', 'ARCHIVED'],
  CLOSED: ['OPEN', 'ARCHIVED'],
  ARCHIVED: ['OPEN', 'CLOSED'],
}

const changeStatus = (ctx: ThemesContext, change: ThemeChange, status: keyof typeof transitions): Promise<Theme> =>
  changeTheme(
    ctx,
    change,
    `theme.${{ OPEN: 'opened', CLOSED: 'closed', ARCHIVED: 'archived' }[status]}`,
    (_, theme) => {
      if (!transitions[status].includes(theme.status)) throw new ConflictError('STATE', { status: theme.status })
      return { status }
    },
  )

/** Opens a closed or archived theme to contributions, for organisers. @throws as `closeTheme` */
export const openTheme = (ctx: ThemesContext, change: ThemeChange): Promise<Theme> => changeStatus(ctx, change, 'OPEN')

/**
 * Closes a theme: what it holds is read only from then on. For organisers.
 * @throws NotFoundError, NotAllowedError, ConflictError from a stale version or a state that cannot be closed
 */
export const closeTheme = (ctx: ThemesContext, change: ThemeChange): Promise<Theme> =>
  changeStatus(ctx, change, 'CLOSED')

/** Takes a theme out of the lists; its address still leads to it. For organisers. @throws as `closeTheme` */
export const archiveTheme = (ctx: ThemesContext, change: ThemeChange): Promise<Theme> =>
  changeStatus(ctx, change, 'ARCHIVED')
