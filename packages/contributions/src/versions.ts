import { rawSql } from '@cahier/db'
import {
  inSeenConsultation,
  isId,
  isSeenBy,
  keysetPages,
  type OrderKey,
  type Page,
  type PageArgs,
  type ValidationError,
} from '@cahier/kernel'
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

const LATEST: readonly OrderKey<ContributionVersion>[] = [{ column: 'number', direction: 'desc', type: 'int4' }]

const seenContributions = ({ sql, viewer }: ContributionsReadContext, ids: readonly string[]) =>
  sql
    .selectFrom('contribution')
    .select('id')
    .where('id', '=', rawSql<string>`ANY(${ids.filter(isId)}::uuid[])`)
    .where(isSeenBy(viewer, 'contribution', 'contribution.consultationId'))
    .where(inSeenConsultation(viewer, 'contribution.consultationId'))

/**
 * The same page of the texts that many contributions had, the last published first, in the order asked: one statement. Whoever sees a
 * contribution sees them; of what was hidden or withdrawn, that is its author and moderators.
 * @throws ValidationError for a page that cannot be
 */
export const listVersionsOf = (
  ctx: ContributionsReadContext,
  contributionIds: readonly string[],
  page: PageArgs = {},
): Promise<(Page<ContributionVersion> | ValidationError)[]> => {
  const parents = {
    ids: contributionIds,
    select: (ids: readonly string[]) => seenContributions(ctx, ids),
    of: (row: ContributionVersion) => row.contributionId,
  }
  const versions = ctx.sql
    .selectFrom('contributionVersion')
    .select(['contributionId', 'number', 'title', 'body', 'writtenAt'])
    .where('contributionId', '=', rawSql.ref<string>('parent.id'))
  return keysetPages(ctx.sql, parents, versions, page, {
    list: (id) => `versions:${id}`,
    order: LATEST,
  })
}

/** `listVersionsOf` of one contribution. */
export const listVersions = async (
  ctx: ContributionsReadContext,
  contributionId: string,
  page: PageArgs = {},
): Promise<Page<ContributionVersion>> => {
  const [versions] = await listVersionsOf(ctx, [contributionId], page)
  if (!versions || versions instanceof Error) throw versions
  return versions
}
