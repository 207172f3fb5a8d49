import { ConflictError, prose, validate } from '@cahier/kernel'
import { z } from 'zod'
import { type ContributionChange, changeContribution } from './change'
import type { ContributionsContext } from './context'
import type { Contribution } from './contribution'

/** What is taken back, and why. */
export interface ContributionWithdrawal extends ContributionChange {
  /** 2,000 characters at most; seen by its author and moderators alone. */
  reason?: string | null | undefined
}

const withdrawal: z.ZodType<ContributionWithdrawal> = z.object({
  id: z.string(),
  version: z.int32(),
  reason: prose(2_000).nullish(),
})

/**
 * Takes a contribution back, for its author, for good: it leaves every public read. A closed theme does not keep its author's words in.
 * @throws ValidationError, NotFoundError, NotAllowedError, NotAuthenticatedError, PhaseClosedError, ConflictError
 */
export const withdrawContribution = async (
  ctx: ContributionsContext,
  input: ContributionWithdrawal,
): Promise<Contribution> => {
  const { reason = null, ...change } = validate(withdrawal, input)
  return changeContribution(ctx, change, (_, { status }) => {
    if (status === 'WITHDRAWN') throw new ConflictError('STATE', { status })
    return { type: 'contribution.withdrawn', data: { status: 'WITHDRAWN', withdrawalReason: reason } }
  })
}
