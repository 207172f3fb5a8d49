import { rawSql } from '@cahier/db'
import { inSeenConsultation, isSeenBy } from '@cahier/kernel'
import type { ContributionsReadContext } from './context'

/** A document that a contribution rests on. */
export interface Source {
  id: string
  contributionId: string
  title: string
  url: string
  /** What it says; null when its author did not copy it. */
  body: string | null
  createdAt: string
}

/** The sources of each contribution that the viewer may see, in their order, for the contributions in the order asked. One statement. */
export const listSources = async (
  { sql, viewer }: ContributionsReadContext,
  contributionIds: readonly string[],
): Promise<Source[][]> => {
  const rows = await sql
    .selectFrom('contributionSource as source')
    .innerJoin('contribution', 'contribution.id', 'source.contributionId')
    .select(['source.id', 'source.contributionId', 'source.title', 'source.url', 'source.body', 'source.createdAt'])
    .where('source.contributionId', '=', rawSql<string>`ANY(${contributionIds}::uuid[])`)
    .where(isSeenBy(viewer, 'contribution', 'contribution.consultationId'))
    .where(inSeenConsultation(viewer, 'contribution.consultationId'))
    .orderBy('source.createdAt')
    .orderBy('source.id')
    .execute()
  return contributionIds.map((id) => rows.filter((row) => row.contributionId === id))
}
