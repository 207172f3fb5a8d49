import { isId, isPublic, NotFoundError, requireOpenPhase } from '@cahier/kernel'
import type { ContributionsContext } from '../context'
import { ThemeClosedError } from '../errors'
import { isUnderSeen } from './comment'

/** Where a comment is written. */
export interface Discussion {
  consultationId: string
  /** Language of the consultation. */
  defaultLocale: string
}

/**
 * The discussion of a public contribution, while its theme is open and a phase opens comments; the phase is held until the act is committed.
 * @throws NotFoundError, ThemeClosedError, PhaseClosedError
 */
export const requireOpenDiscussion = async (tx: ContributionsContext, contributionId: string): Promise<Discussion> => {
  if (!isId(contributionId)) throw new NotFoundError('Contribution', contributionId)
  const discussion = await tx.sql
    .selectFrom('contribution')
    .innerJoin('theme', 'theme.id', 'contribution.themeId')
    .innerJoin('consultation', 'consultation.id', 'contribution.consultationId')
    .select(['contribution.consultationId', 'contribution.themeId', 'theme.status', 'consultation.defaultLocale'])
    .where('contribution.id', '=', contributionId)
    .where(isPublic('contribution'))
    .where(isUnderSeen(tx.viewer))
    .executeTakeFirst()
  if (!discussion) throw new NotFoundError('Contribution', contributionId)
  const { consultationId, themeId, status, defaultLocale } = discussion
  if (status !== 'OPEN') throw new ThemeClosedError(themeId, status)
  await requireOpenPhase(tx, consultationId, 'COMMENTING')
  return { consultationId, defaultLocale }
}
