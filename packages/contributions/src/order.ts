import { rawSql } from '@cahier/db'
import { type OrderKey, refuse } from '@cahier/kernel'
import type { RawBuilder } from 'kysely'
import type { Contribution } from './contribution'
import type { ContributionFilter } from './filter'

/** A contribution in a list; `rank` says how well it meets the words searched for, in a list ordered by it. */
export type ListedContribution = Contribution & { rank?: number }

const ID = (direction: 'asc' | 'desc'): OrderKey<ListedContribution> => ({ column: 'id', direction, type: 'uuid' })

/** The total orders that lists are offered in: each has its index, for a theme and for a consultation. */
export const contributionOrders = {
  NEWEST: [{ column: 'publishedAt', direction: 'desc', type: 'timestamptz' }, ID('desc')],
  OLDEST: [{ column: 'publishedAt', direction: 'asc', type: 'timestamptz' }, ID('asc')],
  MOST_SUPPORTED: [{ column: 'supportCount', direction: 'desc', type: 'int4' }, ID('desc')],
  MOST_COMMENTED: [{ column: 'commentCount', direction: 'desc', type: 'int4' }, ID('desc')],
  RELEVANCE: [{ column: 'rank', direction: 'desc', type: 'float4' }, ID('desc')],
} as const satisfies Record<string, readonly OrderKey<ListedContribution>[]>

export type ContributionOrder = keyof typeof contributionOrders

/** The order asked for; else the best match first when words are searched for, else the newest. @throws ValidationError for a relevance to nothing */
export const orderOf = (
  { search }: ContributionFilter,
  asked: ContributionOrder | null | undefined,
): ContributionOrder => {
  if (asked === 'RELEVANCE' && !search) refuse('orderBy', 'searchNeeded')
  return asked ?? (search ? 'RELEVANCE' : 'NEWEST')
}

/**
 * How well a contribution meets the words, its title weighing more than its body. The query is a subquery, made once a statement and not once a
 * row; where contributions are searched it is none, so that the planner knows the words and reads their index.
 */
export const rankOf = (search: string): RawBuilder<number> =>
  rawSql<number>`ts_rank("contribution"."search", (SELECT "frenchQuery"(${search})))`
