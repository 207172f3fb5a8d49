import { rawSql, type Stance } from '@cahier/db'
import { isId, isPublic } from '@cahier/kernel'
import type { ContributionsReadContext } from '../context'
import type { Contribution } from '../contribution'
import { isUnderSeen } from './comment'
import { type CommentFilter, commentConditions } from './filter'

type Counters = Pick<Contribution, 'commentCount' | 'forCount' | 'againstCount'>

/** How many comments a contribution has, whatever their place in a thread: its own counters say it. */
export const countedComments = ({ commentCount, forCount, againstCount }: Counters, stance?: Stance | null): number => {
  if (stance === 'FOR') return forCount
  if (stance === 'AGAINST') return againstCount
  return stance === 'NEUTRAL' ? commentCount - forCount - againstCount : commentCount
}

const answersIn = (ids: readonly string[], rows: { id: string | null; count: number }[]): number[] => {
  const counts = new Map(rows.map(({ id, count }) => [id, count]))
  return ids.map((id) => counts.get(id) ?? 0)
}

const among = (ids: readonly string[]) => rawSql<string>`ANY(${ids.filter(isId)}::uuid[])`
const rowCount = rawSql<number>`count(*)::int`.as('count')

const counters = async ({ sql, viewer }: ContributionsReadContext, ids: readonly string[], stance?: Stance | null) => {
  const rows = await sql
    .selectFrom('contribution')
    .select(['id', 'commentCount', 'forCount', 'againstCount'])
    .where('id', '=', among(ids))
    .where(isUnderSeen(viewer))
    .execute()
  return rows.map((row) => ({ id: row.id, count: countedComments(row, stance) }))
}

const publicComments = ({ sql, viewer }: ContributionsReadContext) =>
  sql
    .selectFrom('comment')
    .innerJoin('contribution', 'contribution.id', 'comment.contributionId')
    .where(isUnderSeen(viewer))
    .where(isPublic('comment'))

/** How many published, visible comments the filter keeps, for each contribution in the order asked. One statement. */
export const countComments = async (
  ctx: ContributionsReadContext,
  contributionIds: readonly string[],
  filter: CommentFilter = {},
): Promise<number[]> => {
  if (filter.parentId === undefined)
    return answersIn(contributionIds, await counters(ctx, contributionIds, filter.stance))
  const kept = publicComments(ctx).where('comment.contributionId', '=', among(contributionIds))
  const rows = await commentConditions(filter)
    .reduce((query, condition) => query.where(condition), kept)
    .groupBy('comment.contributionId')
    .select(['comment.contributionId as id', rowCount])
    .execute()
  return answersIn(contributionIds, rows)
}

/** How many published, visible replies each comment has, in the order asked. One statement. */
export const countReplies = async (ctx: ContributionsReadContext, commentIds: readonly string[]): Promise<number[]> => {
  const rows = await publicComments(ctx)
    .where('comment.parentId', '=', among(commentIds))
    .groupBy('comment.parentId')
    .select(['comment.parentId as id', rowCount])
    .execute()
  return answersIn(commentIds, rows)
}
