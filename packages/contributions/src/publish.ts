import { ConflictError } from '@cahier/kernel'
import { type ContributionChange, changeContribution } from './change'
import type { ContributionsContext } from './context'
import type { Contribution } from './contribution'
import { requireOpenTheme } from './open-theme'
import { writeVersion } from './write-text'

/**
 * Publishes a draft, for its author, under a theme that is open: what it says becomes its first version.
 * @throws NotFoundError, NotAllowedError, NotAuthenticatedError, PhaseClosedError, ThemeClosedError, ConflictError for what is no draft
 */
export const publishContribution = (ctx: ContributionsContext, change: ContributionChange): Promise<Contribution> =>
  changeContribution(ctx, change, async (tx, contribution) => {
    const { status, consultationId, themeId } = contribution
    if (status !== 'DRAFT') throw new ConflictError('STATE', { status })
    await requireOpenTheme(tx, consultationId, themeId)
    await writeVersion(tx, contribution)
    return { type: 'contribution.published', data: { status: 'PUBLISHED', publishedAt: tx.clock() } }
  })
