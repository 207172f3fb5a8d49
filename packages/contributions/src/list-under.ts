import { rawSql } from '@cahier/db'
import { keysetPages, type Page, refuse, type ValidationError, validate } from '@cahier/kernel'
import type { ContributionsReadContext } from './context'
import { type ContributionFilter, type ContributionParent, contributionFilter, isUnder } from './filter'
import { type ContributionPageArgs, filtered, listContributions, listingOf } from './list'
import type { ListedContribution } from './order'

/** Under what contributions are listed, and which of them. */
export interface ContributionsUnder {
  parent: ContributionParent
  /** Of one type: consultations, themes or participants, as `parent` says. */
  ids: readonly string[]
  filter?: ContributionFilter | null | undefined
}

const PARENT_ID = rawSql`"parent"."id"`

const countUnder = async (
  ctx: ContributionsReadContext,
  { parent, filter }: { parent: ContributionParent; filter: ContributionFilter },
  ids: readonly string[],
): Promise<number[]> => {
  const counted = filtered(ctx, filter)
    .where(isUnder(parent, PARENT_ID, filter))
    .clearSelect()
  const { rows } = await rawSql<{
    count: number
  }>`SELECT ${counted.select(rawSql`count(*)::int`.as('count'))} AS "count"
    FROM unnest(${ids}::uuid[]) WITH ORDINALITY AS "parent" ("id", "place") ORDER BY "place"`.execute(ctx.sql)
  return rows.map(({ count }) => count)
}

/**
 * `listContributions` under each of several parents at once, in the order of their ids: one statement for all of them.
 * @throws ValidationError as `listContributions`, and for a filter that names another parent than theirs
 */
export const listContributionsUnder = async (
  ctx: ContributionsReadContext,
  { parent, ids, filter }: ContributionsUnder,
  page: ContributionPageArgs = {},
): Promise<(Page<ListedContribution> | ValidationError)[]> => {
  const valid = validate(contributionFilter, filter ?? {})
  if (valid[parent] && ids.some((id) => id !== valid[parent])) refuse(parent, 'elsewhere')
  const ofParent = (id: string): ContributionFilter => validate(contributionFilter, { ...valid, [parent]: id })
  const [only] = ids
  // One parent, the usual case, needs no join to it.
  if (only && ids.length === 1) return [await listContributions(ctx, ofParent(only), page)]
  const { query, order, column, list } = listingOf(ctx, valid, page)
  return keysetPages(
    ctx.sql,
    // Each row must say whose it is, which a theme's tree does not: the parent's own id comes with it.
    { ids, of: (row: UnderParent) => row.parentId },
    query.where(isUnder(parent, PARENT_ID, valid)).select(rawSql<string>`"parent"."id"`.as('parentId')),
    page,
    {
      order,
      column,
      list: (id) => list(ofParent(id)),
      countAll: (asked) => countUnder(ctx, { parent, filter: valid }, asked),
    },
  )
}

type UnderParent = ListedContribution & { parentId: string }
