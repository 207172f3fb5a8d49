import { inTransaction, isUniqueViolation } from '@cahier/db'
import { newId, refuse, requireNotArchived, requireRole, type Texts, validate } from '@cahier/kernel'
import type { ThemesContext } from './context'
import { getTheme, requireTheme } from './get'
import { type NewTheme, newTheme } from './rules'
import type { Theme } from './theme'

/** Writes the guiding questions of a theme, in their order, in place of those that it had. */
export const writeQuestions = async (
  tx: ThemesContext,
  themeId: string,
  questions: readonly Texts[],
): Promise<void> => {
  await tx.db.guidingQuestion.deleteMany({ where: { themeId } })
  const data = questions.map((text, position) => ({ id: newId(), themeId, text, position }))
  await tx.db.guidingQuestion.createMany({ data })
}

/** @throws ValidationError when the slug is, or was, another theme's of the consultation */
export const requireFreeSlug = async (tx: ThemesContext, consultationId: string, slug: string): Promise<void> => {
  const alias = await tx.db.themeAlias.findUnique({ where: { consultationId_slug: { consultationId, slug } } })
  if (alias) refuse('slug', 'taken')
}

const parentOf = async (tx: ThemesContext, { parentId, consultationId }: NewTheme): Promise<Theme | null> => {
  const parent = parentId ? await getTheme(tx, parentId) : null
  if (parentId && parent?.consultationId !== consultationId) refuse('parentId', 'elsewhere')
  return parent
}

/**
 * Adds an open theme, last among its siblings. For organisers.
 * @throws ValidationError, NotAllowedError, NotAuthenticatedError, ConflictError in an archived consultation
 */
export const createTheme = async (ctx: ThemesContext, input: NewTheme): Promise<Theme> => {
  const { questions = [], ...theme } = validate(newTheme, input)
  requireRole(ctx.viewer, theme.consultationId, 'ORGANISER')
  const id = newId()
  return inTransaction(ctx, async (tx) => {
    await requireNotArchived(tx, theme.consultationId)
    const parent = await parentOf(tx, theme)
    await requireFreeSlug(tx, theme.consultationId, theme.slug)
    const siblings = { consultationId: theme.consultationId, parentId: parent?.id ?? null }
    const position = await tx.db.theme.count({ where: siblings })
    await tx.db.theme.create({ data: { ...theme, ...siblings, id, position, summary: theme.summary ?? {} } })
    await writeQuestions(tx, id, questions)
    await tx.outbox.record(tx, {
      type: 'theme.created',
      consultationId: theme.consultationId,
      subjectType: 'Theme',
      subjectId: id,
    })
    return requireTheme(tx, id)
  }).catch((error: unknown) => {
    if (isUniqueViolation(error)) refuse('slug', 'taken')
    throw error
  })
}
