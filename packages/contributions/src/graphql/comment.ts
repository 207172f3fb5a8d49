import { Origin, Stance } from '@cahier/db'
import { builder, byId, connectionOf, encodeId, loadBatched, orAbsent, pageArgs } from '@cahier/graphql'
import { type Page, participantOf } from '@cahier/kernel'
import {
  type Comment,
  type Contribution,
  canEditComment,
  canWithdrawComment,
  getComments,
  listRepliesOf,
} from '../index'
import { commentColumnsOf } from './columns'
import { CommentOrderRef } from './comment-filter'
import { CommentVersionConnection, earlierVersions } from './comment-version'
import { ContributionRef } from './contribution'
import { obstaclesTo } from './obstacles'

export const CommentRef = builder.loadableNodeRef('Comment', {
  id: { resolve: (comment: Comment) => comment.id },
  load: (ids: string[], context) => orAbsent(getComments(context, ids)),
})

export const CommentConnection = connectionOf(CommentRef, 'Comment', 'comments')

CommentRef.implement({
  description:
    'What somebody says of a contribution, or answers to another comment. Withdrawn or hidden, it is found by its author and the moderators only.',
  fields: (t) => ({
    body: t.exposeString('body', {
      description: 'Its text, plain; 5,000 characters at most when it was written here.',
    }),
    stance: t.expose('stance', { type: Stance, description: 'Whether it is for the contribution or against it.' }),
    locale: t.expose('locale', { type: 'Locale', description: 'The language that it is written in.' }),
    origin: t.expose('origin', {
      type: Origin,
      description: 'Where it comes from: this platform, elsewhere, or a generator.',
    }),
    author: t.field({
      type: 'Participant',
      nullable: true,
      description: 'Who wrote it; null when nobody here did, or when their account was erased.',
      resolve: (comment) => participantOf(comment, 'author'),
    }),
  }),
})

builder.objectFields(CommentRef, (t) => ({
  contribution: t.field({
    type: ContributionRef,
    description: 'The contribution that it is about.',
    resolve: ({ contributionId }) => byId<Contribution>(contributionId),
  }),
  parent: t.field({
    type: CommentRef,
    nullable: true,
    description: 'The comment that it answers; null at the start of a thread, and when that comment is not to be seen.',
    resolve: ({ parentId }) => parentId,
  }),
  parentId: t.id({
    nullable: true,
    description:
      'Identifier of the comment that it answers, even when that one was withdrawn or hidden: it keeps its place in the thread. Null at the start of a thread.',
    resolve: ({ parentId }) => parentId && encodeId('Comment', parentId),
  }),
  replies: t.field({
    type: CommentConnection,
    args: {
      ...pageArgs(t.arg),
      orderBy: t.arg({ type: CommentOrderRef, description: 'The order; the oldest first unless told.' }),
    },
    description: 'Published, visible comments that answer it; the answers to these not counted.',
    resolve: ({ id }, args, context, info) => {
      const page = { ...args, columns: commentColumnsOf(info) }
      return loadBatched<Page<Comment>>(context, 'Comment.replies', info.fieldNodes, id, (ids) =>
        listRepliesOf(context, ids, page),
      )
    },
  }),
}))

builder.objectFields(CommentRef, (t) => ({
  importedAgreeCount: t.exposeInt('importedAgreeCount', {
    description: 'Support that it got elsewhere, before it was brought here, as a tally; 0 for what was written here.',
  }),
  version: t.exposeInt('version', {
    description: 'How many texts it has had, the present one counted: what an edit names to say what it started from.',
  }),
  isEdited: t.boolean({ description: 'Whether it has said something else.', resolve: ({ version }) => version > 1 }),
  earlierVersions: t.field({
    type: CommentVersionConnection,
    args: pageArgs(t.arg),
    description: 'What it said before each edit, the latest first.',
    resolve: ({ id }, page, context, info) => earlierVersions(context, id, page, info),
  }),
  createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was written.' }),
  updatedAt: t.expose('updatedAt', {
    type: 'DateTime',
    description: 'When it, or whether it is to be seen, last changed.',
  }),
  hiddenAt: t.expose('hiddenAt', {
    type: 'DateTime',
    nullable: true,
    description: 'When moderators hid it: only its author and they see it since. Null while it is visible.',
  }),
  isWithdrawn: t.boolean({
    description: 'Whether its author took it back: only they and the moderators see it since.',
    resolve: ({ status }) => status === 'WITHDRAWN',
  }),
  viewerCanEdit: t.boolean({
    description: 'Whether the signed-in person may edit it now: they wrote it, and comments are open.',
    resolve: async (comment, _, context) =>
      canEditComment(context.viewer, comment) &&
      (await obstaclesTo('COMMENTING', context, comment.contributionId)).length === 0,
  }),
  viewerCanWithdraw: t.boolean({
    description: 'Whether the signed-in person may take it back: they wrote it, and have not yet.',
    resolve: (comment, _, { viewer }) => canWithdrawComment(viewer, comment),
  }),
}))
