import { builder, type Context, encodeId, loadBatched, pageArgs } from '@cahier/graphql'
import {
  type ContentRef,
  canDecide,
  canFlag,
  getContent,
  getLatestDecisions,
  haveFlagged,
  listDecisions,
  type ModeratedContent,
} from '../index'
import { contentIdOf, contentOf } from './content'
import { DecisionConnection, DecisionRef } from './decision'

const loadOf = <Value>(
  context: Context,
  name: string,
  { subjectType, subjectId }: ContentRef,
  batch: (refs: readonly ContentRef[]) => Promise<readonly Value[]>,
): Promise<Value> =>
  loadBatched(context, name, null, encodeId(subjectType, subjectId), (ids) =>
    batch(ids.map((id) => contentOf(context, id, 'subjectId'))),
  )

const hasFlagged = (content: ModeratedContent, context: Context): Promise<boolean> =>
  loadOf(context, 'Moderation.viewerHasFlagged', content, (refs) => haveFlagged(context, refs))

const ModerationRef = builder.objectRef<ModeratedContent>('Moderation').implement({
  description: 'Where a content stands with moderation.',
  fields: (t) => ({
    subject: t.node({
      description: 'The content itself; null only when it failed to load.',
      id: (content, _, context) => contentIdOf(content, context),
    }),
    isHidden: t.exposeBoolean('isHidden', {
      description: 'Whether a decision took it out of every public read; only its author and the moderators learn it.',
    }),
    latestDecision: t.field({
      type: DecisionRef,
      nullable: true,
      description: 'The last decision on it, with its reasons; null without any, and for who may not see decisions.',
      resolve: (content, _, context) =>
        loadOf(context, 'Moderation.latestDecision', content, (refs) => getLatestDecisions(context, refs)),
    }),
    decisions: t.field({
      type: DecisionConnection,
      description: 'Decisions on it, the last one first; empty for who is neither its author nor a moderator.',
      args: pageArgs(t.arg),
      resolve: (content, page, context) =>
        listDecisions(context, { consultationId: content.consultationId, subject: content }, page),
    }),
    viewerHasFlagged: t.boolean({
      description: 'Whether the viewer flagged it, answered or not.',
      resolve: (content, _, context) => hasFlagged(content, context),
    }),
    viewerCanFlag: t.boolean({
      description:
        'Whether the viewer may flag it: they joined the consultation, did not write it, did not flag it yet.',
      resolve: async (content, _, context) => canFlag(context.viewer, content) && !(await hasFlagged(content, context)),
    }),
    viewerCanDecide: t.boolean({
      description: 'Whether the viewer may decide on it: they moderate the consultation, and did not write it.',
      resolve: (content, _, context) => canDecide(context.viewer, content),
    }),
  }),
})

builder.queryField('moderation', (t) =>
  t.field({
    type: ModerationRef,
    nullable: true,
    description:
      'Where a content stands with moderation; null when nothing has this identifier, or the viewer may not know of it.',
    args: { subjectId: t.arg.id({ required: true, description: 'The content, of a type that can be moderated.' }) },
    resolve: (_, { subjectId }, context) => getContent(context, contentOf(context, subjectId, 'subjectId')),
  }),
)
