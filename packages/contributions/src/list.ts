import { rawSql } from '@cahier/db'
import { keysetPage, type OrderKey, type Page, type PageArgs, validate } from '@cahier/kernel'
import type { RawBuilder } from 'kysely'
import type { ContributionsReadContext } from './context'
import { type ContributionQuery, selectContributions } from './contribution'
import { type ContributionFilter, conditionsOf, contributionFilter } from './filter'
import { requireFilterTargets } from './filter-targets'
import { type ContributionOrder, contributionOrders, type ListedContribution, orderOf, rankOf } from './order'

/** The public contributions that a checked filter keeps. */
export const filtered = (ctx: ContributionsReadContext, filter: ContributionFilter): ContributionQuery =>
  conditionsOf(filter).reduce((query, condition) => query.where(condition), selectContributions(ctx))

/** A filter and an order, checked, as the parts of a page by key. */
export interface ContributionListing {
  query: ContributionQuery<ListedContribution>
  order: readonly OrderKey<ListedContribution>[]
  column: (name: string) => RawBuilder<unknown>
  /** Names the list of a filter in this order. */
  list: (filter: ContributionFilter) => string
}

/** @throws ValidationError for an order by relevance without text */
export const listingOf = (
  ctx: ContributionsReadContext,
  filter: ContributionFilter,
  orderBy: ContributionOrder | null | undefined,
): ContributionListing => {
  const order = orderOf(filter, orderBy)
  const rank = order === 'RELEVANCE' && filter.search ? rankOf(filter.search) : undefined
  const kept = filtered(ctx, filter)
  return {
    query: rank ? kept.select(rank.as('rank')) : kept,
    order: contributionOrders[order],
    column: (name) => (name === 'rank' && rank ? rank : rawSql.ref(`contribution.${name}`)),
    list: (valid) => `contributions:${JSON.stringify([valid, order])}`,
  }
}

/**
 * How many published, visible contributions the filter keeps.
 * @throws ValidationError for a filter that cannot be (see `listContributions`)
 */
export const countContributions = async (
  ctx: ContributionsReadContext,
  filter: ContributionFilter,
): Promise<number> => {
  const valid = validate(contributionFilter, filter)
  const counted = filtered(ctx, valid).clearSelect().select(rawSql<number>`count(*)::int`.as('count'))
  const { count } = await counted.executeTakeFirstOrThrow()
  if (count === 0) await requireFilterTargets(ctx, valid)
  return count
}

/**
 * A page of published, visible contributions, with their authors: one statement. Left out, the order is the newest first, or the best match
 * first when the filter searches.
 * @throws ValidationError for a page that cannot be, a text searched for that is none or over 200 characters, a theme, author or territory
 * that is unknown or of another consultation, an order by relevance without text
 */
export const listContributions = async (
  ctx: ContributionsReadContext,
  filter: ContributionFilter,
  orderBy?: ContributionOrder | null,
  page: PageArgs = {},
): Promise<Page<ListedContribution>> => {
  const valid = validate(contributionFilter, filter)
  const { query, list, ...listing } = listingOf(ctx, valid, orderBy)
  const countAll = (): Promise<number> => countContributions(ctx, valid)
  const listed = await keysetPage(query, page, { ...listing, list: list(valid), countAll })
  if (listed.nodes.length === 0) await requireFilterTargets(ctx, valid)
  return listed
}
