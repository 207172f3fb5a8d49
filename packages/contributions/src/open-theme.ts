import { isId, refuse } from '@cahier/kernel'
import type { ContributionsContext } from './context'
import { ThemeClosedError } from './errors'

/** What a contribution takes from its theme. */
export interface OpenTheme {
  id: string
  /** Language of the consultation. */
  defaultLocale: string
}

/**
 * The theme, held until the act is committed: nobody closes or merges it in between. It is held for an update, since publishing moves its
 * counter: two acts that shared it would wait for each other.
 * @throws ValidationError for a theme that does not exist or is of another consultation, ThemeClosedError
 */
export const requireOpenTheme = async (
  tx: ContributionsContext,
  consultationId: string,
  id: string,
): Promise<OpenTheme> => {
  if (!isId(id)) return refuse('themeId', 'unknown')
  const theme = await tx.sql
    .selectFrom('theme')
    .innerJoin('consultation', 'consultation.id', 'theme.consultationId')
    .select(['theme.id', 'theme.status', 'theme.consultationId', 'consultation.defaultLocale'])
    .where('theme.id', '=', id)
    .forNoKeyUpdate(['theme'])
    .executeTakeFirst()
  if (!theme) return refuse('themeId', 'unknown')
  if (theme.consultationId !== consultationId) return refuse('themeId', 'elsewhere')
  if (theme.status !== 'OPEN') throw new ThemeClosedError(id, theme.status)
  return theme
}
