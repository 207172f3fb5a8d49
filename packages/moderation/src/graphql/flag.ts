import { ModerationGround } from '@cahier/db'
import { builder, byId, connectionOf, type NamedNode, orAbsent, pageArgs } from '@cahier/graphql'
import { type Flag, getFlags, listFlags } from '../index'
import { contentIdOf, contentOf } from './content'
import { DecisionRef } from './decision'

export const FlagRef = builder.loadableNodeRef('Flag', {
  id: { resolve: (flag: Flag) => flag.id },
  load: (ids: string[], context) => orAbsent(getFlags(context, ids)),
})

const FlagConnection = connectionOf(FlagRef, 'Flag', 'flags')

FlagRef.implement({
  description:
    'A participant’s notice that a content breaks the charter or the law. Seen by who made it and by the moderators of the consultation, save the author of the content.',
  fields: (t) => ({
    ground: t.expose('ground', { type: ModerationGround, description: 'Which rule the content would break.' }),
    explanation: t.exposeString('explanation', { description: 'What is wrong with it, in the participant’s words.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was made.' }),
    isOpen: t.boolean({
      description: 'Whether it waits for a decision.',
      resolve: (flag) => flag.decisionId === null,
    }),
    subject: t.node({
      description: 'The content; null when the viewer may no longer see it.',
      id: (flag, _, context) => contentIdOf(flag, context),
    }),
    decision: t.field({
      type: DecisionRef,
      nullable: true,
      description: 'The decision that answered it; null while it is open, and for who may not see the decision.',
      resolve: (flag) => flag.decisionId,
    }),
    reporter: t.field({
      type: 'Participant',
      nullable: true,
      description: 'Who flagged; null to anybody but the moderators.',
      resolve: (flag) => (flag.reporterId === null ? null : byId<NamedNode>(flag.reporterId)),
    }),
    consultation: t.field({
      type: 'Consultation',
      description: 'The consultation of the content.',
      resolve: (flag) => byId<NamedNode>(flag.consultationId),
    }),
  }),
})

const FlagFilter = builder.inputType('FlagFilter', {
  description: 'Which flags to keep.',
  fields: (t) => ({
    isOpen: t.boolean({ description: 'True: those that wait for a decision. False: the others. Both unless told.' }),
    subjectType: t.string({ description: 'Those on contents of this type, by its name in this schema: `Comment`.' }),
    subjectId: t.id({ description: 'Those on this very content.' }),
  }),
})

builder.objectField('Consultation', 'flags', (t) =>
  t.field({
    type: FlagConnection,
    nullable: true,
    description:
      'Flags on its contents, the oldest first; those on what the viewer wrote are left out. Null, with an error, for who does not moderate it.',
    args: { ...pageArgs(t.arg), filter: t.arg({ type: FlagFilter, description: 'Which to keep; all when left out.' }) },
    resolve: ({ id: consultationId }, { filter, ...page }, context) => {
      const { isOpen, subjectType, subjectId } = filter ?? {}
      const subject = subjectId ? contentOf(context, subjectId, 'filter.subjectId') : null
      return listFlags(context, { consultationId, isOpen, subjectType, subject }, page)
    },
  }),
)
