import type { ContributionsContext } from './context'

/**
 * Moves every contribution of a theme, whatever its state, to the theme that takes it over, in the transaction of the merge; counters follow.
 */
export const moveContributions = async (
  tx: Pick<ContributionsContext, 'db'>,
  from: string,
  into: string,
): Promise<void> => {
  await tx.db.contribution.updateMany({ where: { themeId: from }, data: { themeId: into } })
}
