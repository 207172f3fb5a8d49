import { isUniqueViolation } from '@cahier/db'
import { refuse, validate } from '@cahier/kernel'
import { changeTheme } from './change'
import type { ThemesContext } from './context'
import { requireFreeSlug, writeQuestions } from './create'
import { type ThemeEdit, themeEdit } from './rules'
import type { Theme } from './theme'

/**
 * Edits a theme's texts and address, for organisers; its former address keeps leading to it.
 * @throws ValidationError, NotFoundError, NotAllowedError, ConflictError from a stale version
 */
export const editTheme = async (ctx: ThemesContext, input: ThemeEdit): Promise<Theme> => {
  const { id, version, slug, title, summary, questions } = validate(themeEdit, input)
  const edited = changeTheme(ctx, { id, version }, 'theme.edited', async (tx, theme) => {
    const { consultationId } = theme
    if (slug && slug !== theme.slug) {
      await tx.db.themeAlias.deleteMany({ where: { consultationId, slug, themeId: id } })
      await requireFreeSlug(tx, consultationId, slug)
      await tx.db.themeAlias.create({ data: { consultationId, slug: theme.slug, themeId: id } })
    }
    if (questions) await writeQuestions(tx, id, questions)
    return { ...(slug && { slug }), ...(title && { title }), ...(summary && { summary }) }
  })
  return edited.catch((error: unknown) => {
    if (isUniqueViolation(error)) refuse('slug', 'taken')
    throw error
  })
}
