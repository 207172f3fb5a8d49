import { rawSql } from '@cahier/db'
import { found, isId } from '@cahier/kernel'
import type { ContributionsReadContext } from '../context'
import { type Comment, selectComments } from './comment'

/** The comments of these ids, in the order asked; null for what does not exist or may not be seen. One statement. */
export const getComments = async (
  ctx: ContributionsReadContext,
  ids: readonly string[],
): Promise<(Comment | null)[]> => {
  const rows = await selectComments(ctx)
    .where('comment.id', '=', rawSql<string>`ANY(${ids.filter(isId)}::uuid[])`)
    .execute()
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.map((id) => byId.get(id) ?? null)
}

/** The comment of this id, or null. */
export const getComment = async (ctx: ContributionsReadContext, id: string): Promise<Comment | null> =>
  (await getComments(ctx, [id]))[0] ?? null

/** @throws NotFoundError */
export const requireComment = async (ctx: ContributionsReadContext, id: string): Promise<Comment> =>
  found(await getComment(ctx, id), 'Comment', id)
