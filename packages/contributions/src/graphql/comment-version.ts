import { Stance } from '@cahier/db'
import { builder, type Context, connectionOf, loadBatched } from '@cahier/graphql'
import type { Page, PageArgs } from '@cahier/kernel'
import type { GraphQLResolveInfo } from 'graphql'
import { type CommentVersion, listCommentVersionsOf } from '../index'

const CommentVersionRef = builder.objectRef<CommentVersion>('CommentVersion').implement({
  description: 'What a comment said before an edit.',
  fields: (t) => ({
    number: t.exposeInt('number', { description: 'Its place among the comment’s texts, from 1.' }),
    stance: t.expose('stance', { type: Stance, description: 'The stance that it had then.' }),
    body: t.exposeString('body', { description: 'The text that it had then.' }),
    replacedAt: t.expose('replacedAt', { type: 'DateTime', description: 'When the next text took its place.' }),
  }),
})

export const CommentVersionConnection = connectionOf(CommentVersionRef, 'CommentVersion', 'earlier texts of a comment')

/** A page of what a comment said before; those of many comments come in one statement. */
export const earlierVersions = (
  context: Context,
  id: string,
  page: PageArgs,
  info: GraphQLResolveInfo,
): Promise<Page<CommentVersion>> =>
  loadBatched<Page<CommentVersion>>(context, 'Comment.earlierVersions', info.fieldNodes, id, (ids) =>
    listCommentVersionsOf(context, ids, page),
  )
