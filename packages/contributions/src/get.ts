import { rawSql } from '@cahier/db'
import { found, isId, isSeenBy } from '@cahier/kernel'
import type { ContributionsReadContext } from './context'
import { type Contribution, selectContributions } from './contribution'

/** The contributions of these ids, in the order asked; null for what does not exist or may not be seen. One statement. */
export const getContributions = async (
  ctx: ContributionsReadContext,
  ids: readonly string[],
): Promise<(Contribution | null)[]> => {
  const rows = await selectContributions(ctx)
    .where('contribution.id', '=', rawSql<string>`ANY(${ids.filter(isId)}::uuid[])`)
    .where(isSeenBy(ctx.viewer, 'contribution', 'contribution.consultationId'))
    .execute()
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.map((id) => byId.get(id) ?? null)
}

/** The contribution of this id, or null. */
export const getContribution = async (ctx: ContributionsReadContext, id: string): Promise<Contribution | null> =>
  (await getContributions(ctx, [id]))[0] ?? null

/** @throws NotFoundError */
export const requireContribution = async (ctx: ContributionsReadContext, id: string): Promise<Contribution> =>
  found(await getContribution(ctx, id), 'Contribution', id)
