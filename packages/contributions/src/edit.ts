import { ConflictError, validate } from '@cahier/kernel'
import { changeContribution } from './change'
import type { ContributionsContext } from './context'
import type { Contribution } from './contribution'
import { requireOpenTheme } from './open-theme'
import { type ContributionEdit, contributionEdit } from './rules'
import { writeSources, writeVersion } from './write-text'

/** @throws ConflictError for what was withdrawn, and for what moderation hid: its text stays as it was judged */
const requireEditable = ({ status, hiddenAt }: Contribution): void => {
  if (status === 'WITHDRAWN') throw new ConflictError('STATE', { status })
  if (hiddenAt) throw new ConflictError('STATE', { hiddenAt })
}

/**
 * Edits a contribution, for its author: a draft is overwritten, a published text becomes one version more. Its theme, and the one that it
 * moves to, are open.
 * @throws ValidationError, NotFoundError, NotAllowedError, NotAuthenticatedError, PhaseClosedError, ThemeClosedError, ConflictError
 */
export const editContribution = async (ctx: ContributionsContext, input: ContributionEdit): Promise<Contribution> => {
  const { id, version, sources, ...fields } = validate(contributionEdit, input)
  return changeContribution(ctx, { id, version }, async (tx, contribution) => {
    requireEditable(contribution)
    const { consultationId, status, themeId } = contribution
    const title = fields.title ?? contribution.title
    const body = fields.body ?? contribution.body
    await requireOpenTheme(tx, consultationId, themeId)
    if (fields.themeId && fields.themeId !== themeId) await requireOpenTheme(tx, consultationId, fields.themeId)
    const isOtherText = title !== contribution.title || body !== contribution.body
    if (status === 'PUBLISHED' && isOtherText) await writeVersion(tx, { id, title, body })
    if (sources) await writeSources(tx, id, sources)
    const data = { title, body, kind: fields.kind ?? contribution.kind, themeId: fields.themeId ?? themeId }
    return { type: 'contribution.edited', data }
  })
}
