import { ModerationAction, ModerationGround } from '@cahier/db'
import { builder, byId, connectionOf, type NamedNode, orAbsent, pageArgs } from '@cahier/graphql'
import { getDecisions, listDecisions, type ModerationDecision } from '../index'
import { contentIdOf, contentOf } from './content'

export const DecisionRef = builder.loadableNodeRef('ModerationDecision', {
  id: { resolve: (decision: ModerationDecision) => decision.id },
  load: (ids: string[], context) => orAbsent(getDecisions(context, ids)),
})

export const DecisionConnection = connectionOf(DecisionRef, 'ModerationDecision', 'moderation decisions')

DecisionRef.implement({
  description:
    'What a moderator did with a content, and why: written once, reversed only by another decision. Seen by the moderators of the consultation and by the author of the content.',
  fields: (t) => ({
    action: t.expose('action', { type: ModerationAction, description: 'What was decided.' }),
    ground: t.expose('ground', { type: ModerationGround, description: 'Which rule it rests on.' }),
    reasons: t.exposeString('reasons', { description: 'The statement of reasons, as its author was given it.' }),
    decidedAt: t.expose('decidedAt', { type: 'DateTime', description: 'When it was decided.' }),
    subject: t.node({
      description: 'The content; null when the viewer may no longer see it.',
      id: (decision, _, context) => contentIdOf(decision, context),
    }),
    consultation: t.field({
      type: 'Consultation',
      description: 'The consultation of the content.',
      resolve: (decision) => byId<NamedNode>(decision.consultationId),
    }),
  }),
})

const ModerationDecisionFilter = builder.inputType('ModerationDecisionFilter', {
  description: 'Which decisions to keep.',
  fields: (t) => ({
    subjectId: t.id({ description: 'Those on this very content.' }),
    action: t.field({ type: [ModerationAction], description: 'Those that did this; all of them unless told.' }),
  }),
})

builder.objectField('Consultation', 'moderationDecisions', (t) =>
  t.field({
    type: DecisionConnection,
    description:
      'Decisions on its contents, the last one first: all of them for its moderators, those on what they wrote for the others.',
    args: {
      ...pageArgs(t.arg),
      filter: t.arg({ type: ModerationDecisionFilter, description: 'Which to keep; all when left out.' }),
    },
    resolve: ({ id: consultationId }, { filter, ...page }, context) => {
      const subject = filter?.subjectId ? contentOf(context, filter.subjectId, 'filter.subjectId') : null
      return listDecisions(context, { consultationId, subject, action: filter?.action }, page)
    },
  }),
)
