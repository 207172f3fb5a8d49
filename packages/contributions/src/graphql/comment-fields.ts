import { builder, type Context, loadBatched, pageArgs } from '@cahier/graphql'
import type { Page } from '@cahier/kernel'
import { type Comment, type Contribution, countedComments, listCommentsOf, Obstacle } from '../index'
import { commentColumnsOf } from './columns'
import { CommentConnection } from './comment'
import { CommentFilterInput, CommentOrderRef, commentFilterOf } from './comment-filter'
import { ContributionRef } from './contribution'
import { obstaclesTo } from './obstacles'

/** The page with the size that the contribution's counters tell already, when they do. */
const counted = (
  page: Page<Comment>,
  contribution: Contribution,
  filter: typeof CommentFilterInput.$inferInput | null | undefined,
): Page<Comment> => {
  const { stance, parentId } = commentFilterOf(filter ?? {})
  return parentId === undefined ? { ...page, countAll: async () => countedComments(contribution, stance) } : page
}

builder.objectFields(ContributionRef, (t) => ({
  comments: t.field({
    type: CommentConnection,
    args: {
      ...pageArgs(t.arg),
      filter: t.arg({
        type: CommentFilterInput,
        description: 'Which to keep; all, whatever their place in a thread, unless told.',
      }),
      orderBy: t.arg({ type: CommentOrderRef, description: 'The order; the newest first unless told.' }),
    },
    description: 'Its published, visible comments, replies among them.',
    resolve: async (contribution, args, context, info) => {
      const { fieldNodes } = info
      const listed = await loadBatched<Page<Comment>>(
        context,
        'Contribution.comments',
        fieldNodes,
        contribution.id,
        (ids) => {
          const { filter, ...page } = args
          return listCommentsOf(context, ids, commentFilterOf(filter ?? {}), {
            ...page,
            columns: commentColumnsOf(info),
          })
        },
      )
      return counted(listed, contribution, args.filter)
    },
  }),
  viewerCanComment: t.boolean({
    description: 'Whether the signed-in person may comment on it now.',
    resolve: async ({ id }, _, context) => (await obstaclesTo('COMMENTING', context, id)).length === 0,
  }),
  viewerCannotCommentReasons: t.field({
    type: [Obstacle],
    description: 'What keeps the signed-in person from commenting on it now; nothing when they may.',
    resolve: ({ id }, _, context: Context) => obstaclesTo('COMMENTING', context, id),
  }),
}))
