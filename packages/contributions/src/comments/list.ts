import { rawSql } from '@cahier/db'
import { isId, keysetPages, type Page, type PageArgs, ValidationError, validate } from '@cahier/kernel'
import type { RawBuilder } from 'kysely'
import type { ContributionsReadContext } from '../context'
import { type Comment, type CommentColumn, isUnderSeen, selectListedComments } from './comment'
import { countComments, countReplies } from './count'
import { type CommentFilter, type CommentOrder, commentConditions, commentFilter, commentOrders } from './filter'

/** How a page is read: its order, and which columns of its rows. */
export interface CommentPageArgs extends PageArgs {
  orderBy?: CommentOrder | null | undefined
  /** Left out: all. Those that place a row in its list come besides; the others are absent from the rows. */
  columns?: readonly CommentColumn[] | undefined
}

const PLACE: readonly CommentColumn[] = ['id', 'contributionId', 'parentId', 'createdAt', 'authorId']

const withPlace = (columns: readonly CommentColumn[] | undefined): CommentColumn[] | undefined =>
  columns && [...new Set([...PLACE, ...columns])]

const column = (name: string): RawBuilder<unknown> => rawSql.ref(`comment.${name}`)

/**
 * The same page of the published, visible comments of many contributions, in the order asked: one statement. What cannot be, as a cursor of
 * another contribution's list, is an error at its place.
 * @throws ValidationError for a filter that cannot be
 */
export const listCommentsOf = async (
  ctx: ContributionsReadContext,
  contributionIds: readonly string[],
  filter: CommentFilter = {},
  { orderBy, columns, ...page }: CommentPageArgs = {},
): Promise<(Page<Comment> | ValidationError)[]> => {
  const valid = validate(commentFilter, filter)
  const order = orderBy ?? 'NEWEST'
  const listed = selectListedComments(ctx, withPlace(columns)).where(
    'comment.contributionId',
    '=',
    rawSql.ref<string>('parent.id'),
  )
  const query = commentConditions(valid).reduce((kept, condition) => kept.where(condition), listed)
  const parents = {
    ids: contributionIds,
    select: (ids: readonly string[]) => rawSql`(SELECT "id", "consultationId" FROM "contribution"
      WHERE "id" = ANY(${ids.filter(isId)}::uuid[]) AND ${isUnderSeen(ctx.viewer)})`,
    of: (row: Comment) => row.contributionId,
  }
  return keysetPages(ctx.sql, parents, query, page, {
    list: (id) => `comments:${JSON.stringify([id, valid, order])}`,
    order: commentOrders[order],
    column,
    countAll: (ids) => countComments(ctx, ids, valid),
  })
}

/**
 * A page of the published, visible comments of a contribution: one statement.
 * @throws ValidationError for a page or a filter that cannot be
 */
export const listComments = async (
  ctx: ContributionsReadContext,
  { contributionId, ...filter }: CommentFilter & { contributionId: string },
  page: CommentPageArgs = {},
): Promise<Page<Comment>> => {
  const [listed] = await listCommentsOf(ctx, [contributionId], filter, page)
  // One id has one answer.
  if (listed === undefined || listed instanceof ValidationError) throw listed
  return listed
}

/** The same page of the published, visible replies to many comments, in the order asked: one statement, as `listCommentsOf`. */
export const listRepliesOf = (
  ctx: ContributionsReadContext,
  commentIds: readonly string[],
  { orderBy, columns, ...page }: CommentPageArgs = {},
): Promise<(Page<Comment> | ValidationError)[]> => {
  const parents = {
    ids: commentIds,
    select: (ids: readonly string[]) => rawSql`(SELECT "comment"."id", "contribution"."consultationId" FROM "comment"
      JOIN "contribution" ON "contribution"."id" = "comment"."contributionId"
      WHERE "comment"."id" = ANY(${ids.filter(isId)}::uuid[]) AND ${isUnderSeen(ctx.viewer)})`,
    // A reply answers something.
    of: (row: Comment) => row.parentId ?? '',
  }
  const order = orderBy ?? 'OLDEST'
  const replies = selectListedComments(ctx, withPlace(columns)).where(
    'comment.parentId',
    '=',
    rawSql.ref<string>('parent.id'),
  )
  return keysetPages(ctx.sql, parents, replies, page, {
    list: (id) => `replies:${JSON.stringify([id, order])}`,
    order: commentOrders[order],
    column,
    countAll: (ids) => countReplies(ctx, ids),
  })
}
