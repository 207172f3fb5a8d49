import { inTransaction } from '@cahier/db'
import { newId, requireOpenPhase, requireParticipant, validate } from '@cahier/kernel'
import type { ContributionsContext } from './context'
import type { Contribution } from './contribution'
import { requireContribution } from './get'
import { requireOpenTheme } from './open-theme'
import { type NewContribution, newContribution } from './rules'
import { writeSources, writeVersion } from './write-text'

/**
 * Proposes a contribution under an open theme, as the viewer's participant: published at once, or kept as a draft.
 * @throws ValidationError, NotAuthenticatedError, NotParticipatingError, PhaseClosedError, ThemeClosedError
 */
export const proposeContribution = async (ctx: ContributionsContext, input: NewContribution): Promise<Contribution> => {
  const { sources, isDraft, locale, ...fields } = validate(newContribution, input)
  const { consultationId } = fields
  const authorId = requireParticipant(ctx.viewer, consultationId)
  const id = newId()
  return inTransaction(ctx, async (tx) => {
    await requireOpenPhase(tx, consultationId, 'CONTRIBUTING')
    const theme = await requireOpenTheme(tx, consultationId, fields.themeId)
    const now = tx.clock()
    const state = isDraft ? { status: 'DRAFT' as const } : { status: 'PUBLISHED' as const, publishedAt: now }
    await tx.db.contribution.create({
      data: {
        ...fields,
        ...state,
        id,
        authorId,
        locale: locale ?? theme.defaultLocale,
        createdAt: now,
        updatedAt: now,
      },
      select: { id: true },
    })
    if (!isDraft) await writeVersion(tx, { id, ...fields })
    if (sources?.length) await writeSources(tx, id, sources)
    await tx.outbox.record(tx, {
      type: isDraft ? 'contribution.drafted' : 'contribution.published',
      consultationId,
      subjectType: 'Contribution',
      subjectId: id,
      payload: { themeId: fields.themeId, kind: fields.kind },
    })
    return requireContribution(tx, id)
  })
}
