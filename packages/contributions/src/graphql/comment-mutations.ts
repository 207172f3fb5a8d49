import { Stance } from '@cahier/db'
import { addMutation, type Context, idOf, idOrNull } from '@cahier/graphql'
import { ConflictError, NotAllowedError, NotFoundError, PhaseClosedError, ValidationError } from '@cahier/kernel'
import { addComment, type Comment, editComment, ThemeClosedError, withdrawComment } from '../index'
import { CommentRef } from './comment'
import { ContributionRef } from './contribution'

const COMMENT = { comment: { type: CommentRef, description: 'The comment, as it is now.' } }
const COMMENT_ID = 'The comment.'
const VERSION = 'The version that the change started from.'

/** The payload; the contribution, whose counters moved, is read anew if it is asked for. */
const changed = (context: Context, comment: Comment): { comment: Comment } => {
  ContributionRef.getDataloader(context).clear(comment.contributionId)
  return { comment }
}

addMutation('addComment', {
  description:
    'Comments on a contribution, or answers a comment, as the signed-in person’s participant; public at once.',
  input: (t) => ({
    contributionId: t.id({ required: true, description: 'The contribution: public, under an open theme.' }),
    parentId: t.id({
      description: 'The comment to answer, public and of the same contribution; it starts a thread when left out.',
    }),
    stance: t.field({ type: Stance, required: true, description: 'Whether it is for the contribution or against it.' }),
    body: t.string({ required: true, description: 'Its text, plain; 5,000 characters at most.' }),
    locale: t.field({
      type: 'Locale',
      description: 'The language that it is written in; the consultation’s unless told.',
    }),
  }),
  errors: [NotFoundError, NotAllowedError, PhaseClosedError, ThemeClosedError, ConflictError, ValidationError],
  payload: COMMENT,
  act: async (context, { contributionId, parentId, stance, body, locale }) =>
    changed(
      context,
      await addComment(context, {
        contributionId: idOf('Contribution', contributionId, 'contributionId'),
        parentId: idOrNull('Comment', parentId, 'parentId'),
        stance,
        body,
        locale,
      }),
    ),
})

addMutation('editComment', {
  description: 'Edits a comment, for its author: what it said stays readable among its earlier versions.',
  input: (t) => ({
    id: t.id({ required: true, description: COMMENT_ID }),
    version: t.int({ required: true, description: VERSION }),
    stance: t.field({ type: Stance, description: 'Its new stance; unchanged when left out.' }),
    body: t.string({ description: 'Its new text, plain; 5,000 characters at most; unchanged when left out.' }),
  }),
  errors: [NotFoundError, NotAllowedError, PhaseClosedError, ThemeClosedError, ConflictError, ValidationError],
  payload: COMMENT,
  act: async (context, { id, version, stance, body }) =>
    changed(context, await editComment(context, { id: idOf('Comment', id, 'id'), version, stance, body })),
})

addMutation('withdrawComment', {
  description: 'Takes a comment back, for its author, for good, even when comments are closed; its replies stay.',
  input: (t) => ({
    id: t.id({ required: true, description: COMMENT_ID }),
    version: t.int({ required: true, description: VERSION }),
  }),
  errors: [NotFoundError, NotAllowedError, ConflictError, ValidationError],
  payload: COMMENT,
  act: async (context, { id, version }) =>
    changed(context, await withdrawComment(context, { id: idOf('Comment', id, 'id'), version })),
})
