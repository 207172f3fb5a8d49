import { rawSql } from '@cahier/db'
import { keysetPage, type OrderKey, type Page, type PageArgs, validate } from '@cahier/kernel'
import type { RawBuilder } from 'kysely'
import type { ContributionsReadContext } from './context'
import { type ContributionColumn, type ContributionQuery, selectContributions } from './contribution'
import { type ContributionFilter, conditionsOf, contributionFilter } from './filter'
import { requireFilterTargets } from './filter-targets'
import { type ContributionOrder, contributionOrders, type ListedContribution, orderOf, rankOf } from './order'

/** Which columns of the rows to read, and which contributions: those that a checked filter keeps, all public. */
export const filtered = (
  ctx: ContributionsReadContext,
  filter: ContributionFilter,
  columns?: readonly ContributionColumn[],
): ContributionQuery =>
  conditionsOf(filter).reduce((query, condition) => query.where(condition), selectContributions(ctx, columns))

/** How a page is ordered, and which columns of its rows are read. */
export interface ContributionPageArgs extends PageArgs {
  /** Left out: the newest first, or the best match first when the filter searches. */
  orderBy?: ContributionOrder | null | undefined
  /** Left out: all. Those that place a row in its list come besides; the others are absent from the rows. */
  columns?: readonly ContributionColumn[] | undefined
}

/** A filter and an order, checked, as the parts of a page by key. */
export interface ContributionListing {
  query: ContributionQuery<ListedContribution>
  order: readonly OrderKey<ListedContribution>[]
  column: (name: string) => RawBuilder<unknown>
  /** Names the list of a filter in this order. */
  list: (filter: ContributionFilter) => string
  /** The best matches are found before authors are joined: of thousands that match, a page shows twenty. */
  readChosen?: (chosen: ContributionQuery<ListedContribution>) => ContributionQuery<ListedContribution>
}

const PLACE: readonly ContributionColumn[] = ['id', 'themeId', 'authorId']

/** The columns asked for, and those that place a row in its list. */
const withPlace = (
  columns: readonly ContributionColumn[] | undefined,
  order: readonly OrderKey<ListedContribution>[],
): ContributionColumn[] | undefined => {
  const keys = order.flatMap(({ column }) => (column === 'rank' ? [] : [column]))
  return columns && [...new Set([...PLACE, ...keys, ...columns])]
}

/** @throws ValidationError for an order by relevance without text */
export const listingOf = (
  ctx: ContributionsReadContext,
  filter: ContributionFilter,
  { orderBy, columns }: ContributionPageArgs,
): ContributionListing => {
  const name = orderOf(filter, orderBy)
  const order = contributionOrders[name]
  const read = withPlace(columns, order)
  const list = (valid: ContributionFilter): string => `contributions:${JSON.stringify([valid, name])}`
  const own = (column: string): RawBuilder<unknown> => rawSql.ref(`contribution.${column}`)
  if (name !== 'RELEVANCE' || !filter.search) return { query: filtered(ctx, filter, read), order, column: own, list }
  const rank = rankOf(filter.search)
  return {
    query: filtered(ctx, filter, read).select(rank.as('rank')),
    order,
    column: (column) => (column === 'rank' ? rank : own(column)),
    list,
    readChosen: (chosen) =>
      selectContributions(ctx, read)
        .select(rank.as('rank'))
        .where('contribution.id', 'in', chosen.clearSelect().select('contribution.id')),
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
 * A page of published, visible contributions, with their authors: one statement.
 * @throws ValidationError for a page that cannot be, a text searched for that is none or over 200 characters, a theme, author or territory
 * that is unknown or of another consultation, an order by relevance without text
 */
export const listContributions = async (
  ctx: ContributionsReadContext,
  filter: ContributionFilter,
  page: ContributionPageArgs = {},
): Promise<Page<ListedContribution>> => {
  const valid = validate(contributionFilter, filter)
  const { query, list, ...listing } = listingOf(ctx, valid, page)
  const countAll = (): Promise<number> => countContributions(ctx, valid)
  const listed = await keysetPage(query, page, { ...listing, list: list(valid), countAll })
  if (listed.nodes.length === 0) await requireFilterTargets(ctx, valid)
  return listed
}
