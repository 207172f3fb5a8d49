import { rawSql, type Stance } from '@cahier/db'
import {
  isId,
  isSeenBy,
  keysetPages,
  type OrderKey,
  type Page,
  type PageArgs,
  type ValidationError,
} from '@cahier/kernel'
import type { ContributionsReadContext } from '../context'
import { isUnderSeen } from './comment'

/** What a comment said before an edit. */
export interface CommentVersion {
  commentId: string
  /** From 1, in the order of writing. */
  number: number
  stance: Stance
  body: string
  /** When the next text took its place. */
  replacedAt: string
}

const LATEST: readonly OrderKey<CommentVersion>[] = [{ column: 'number', direction: 'desc', type: 'int4' }]

const seenComments = ({ sql, viewer }: ContributionsReadContext, ids: readonly string[]) =>
  sql
    .selectFrom('comment')
    .innerJoin('contribution', 'contribution.id', 'comment.contributionId')
    .select(['comment.id', 'comment.version'])
    .where('comment.id', '=', rawSql<string>`ANY(${ids.filter(isId)}::uuid[])`)
    .where(isUnderSeen(viewer))
    .where(isSeenBy(viewer, 'comment', 'contribution.consultationId'))

const countEarlier = async (ctx: ContributionsReadContext, commentIds: readonly string[]): Promise<number[]> => {
  const rows = await seenComments(ctx, commentIds).execute()
  const earlier = new Map(rows.map(({ id, version }) => [id, version - 1]))
  return commentIds.map((id) => earlier.get(id) ?? 0)
}

/**
 * The same page of what many comments said before they were edited, the latest first, in the order asked: one statement. Whoever sees a
 * comment sees these too.
 */
export const listCommentVersionsOf = (
  ctx: ContributionsReadContext,
  commentIds: readonly string[],
  page: PageArgs = {},
): Promise<(Page<CommentVersion> | ValidationError)[]> => {
  const parents = {
    ids: commentIds,
    select: (ids: readonly string[]) => seenComments(ctx, ids),
    of: (row: CommentVersion) => row.commentId,
  }
  const versions = ctx.sql
    .selectFrom('commentVersion')
    .select(['commentId', 'number', 'stance', 'body', 'replacedAt'])
    .where('commentId', '=', rawSql.ref<string>('parent.id'))
  return keysetPages(ctx.sql, parents, versions, page, {
    list: (id) => `comment versions:${id}`,
    order: LATEST,
    countAll: (ids) => countEarlier(ctx, ids),
  })
}
