import { rawSql } from '@cahier/db'
import { inSeenConsultation, isId, isSeenBy, keysetPage, type OrderKey, type Page, type PageArgs } from '@cahier/kernel'
import type { ContributionsReadContext } from './context'

/** A text as it was published. */
export interface ContributionVersion {
  contributionId: string
  /** From 1. */
  number: number
  title: string
  body: string
  writtenAt: string
}

const ORDER: readonly OrderKey<ContributionVersion>[] = [{ column: 'number', direction: 'desc', type: 'int4' }]

/**
 * A page of the texts that a contribution had, the last published first: one statement. Whoever sees the contribution sees them; of what was
 * hidden or withdrawn, that is its author and moderators.
 * @throws ValidationError for a page that cannot be
 */
export const listVersions = async (
  { sql, viewer }: ContributionsReadContext,
  contributionId: string,
  page: PageArgs = {},
): Promise<Page<ContributionVersion>> => {
  const id = isId(contributionId) ? contributionId : null
  const versions = sql
    .selectFrom('contributionVersion as written')
    .innerJoin('contribution', 'contribution.id', 'written.contributionId')
    .select(['written.contributionId', 'written.number', 'written.title', 'written.body', 'written.writtenAt'])
    .where('written.contributionId', '=', id)
    .where(isSeenBy(viewer, 'contribution', 'contribution.consultationId'))
    .where(inSeenConsultation(viewer, 'contribution.consultationId'))
  return keysetPage(versions, page, {
    list: `versions:${contributionId}`,
    order: ORDER,
    column: (name) => rawSql.ref(`written.${name}`),
    countAll: async () => {
      const counted = versions.clearSelect().select(rawSql<number>`count(*)::int`.as('count'))
      return (await counted.executeTakeFirstOrThrow()).count
    },
  })
}
