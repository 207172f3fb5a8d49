import { inTransaction } from '@cahier/db'
import { ConflictError, NotAllowedError, requireOpenPhase, requireParticipant } from '@cahier/kernel'
import type { ContributionsContext } from './context'
import type { Contribution } from './contribution'
import { requireContribution } from './get'

/** Whom a change is for, and the version that it started from. */
export interface ContributionChange {
  id: string
  version: number
}

/** What a change writes. */
type ContributionData = Parameters<ContributionsContext['db']['contribution']['update']>[0]['data']

/** @throws NotAuthenticatedError, NotParticipatingError, NotAllowedError for anybody but its author */
const requireAuthor = (ctx: ContributionsContext, { consultationId, authorId }: Contribution): void => {
  if (requireParticipant(ctx.viewer, consultationId) !== authorId) throw new NotAllowedError('NOT_AUTHOR')
}

/** @throws ConflictError when it is no longer what the change started from, hidden in the meantime included */
const holdAt = async (tx: ContributionsContext, { id, hiddenAt }: Contribution, version: number): Promise<void> => {
  const held = await tx.sql
    .selectFrom('contribution')
    .select(['version', 'hiddenAt'])
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow()
  if (held.version !== version || held.hiddenAt !== hiddenAt)
    throw new ConflictError('STALE_VERSION', { version: held.version })
}

/** What is written, and what is told of it. */
interface Change {
  type: string
  data: ContributionData
}

/**
 * Changes a contribution under its version, for its author while a phase opens contributions: `work` says what to write and what to tell,
 * with the row held.
 * @throws NotFoundError, NotAllowedError, NotAuthenticatedError, PhaseClosedError, ConflictError
 */
export const changeContribution = (
  ctx: ContributionsContext,
  { id, version }: ContributionChange,
  work: (tx: ContributionsContext, contribution: Contribution) => Promise<Change> | Change,
): Promise<Contribution> =>
  inTransaction(ctx, async (tx) => {
    const contribution = await requireContribution(tx, id)
    requireAuthor(tx, contribution)
    const { consultationId } = contribution
    await requireOpenPhase(tx, consultationId, 'CONTRIBUTING')
    await holdAt(tx, contribution, version)
    const { type, data } = await work(tx, contribution)
    await tx.db.contribution.update({
      where: { id },
      data: { ...data, updatedAt: tx.clock(), version: { increment: 1 } },
      select: { id: true },
    })
    const changed = await requireContribution(tx, id)
    const { themeId, kind } = changed
    const fact = { type, consultationId, subjectType: 'Contribution', subjectId: id, payload: { themeId, kind } }
    await tx.outbox.record(tx, fact)
    return changed
  })
