import { ModerationAction, ModerationGround } from '@cahier/db'
import { addMutation } from '@cahier/graphql'
import { ConflictError, NotAllowedError, NotFoundError, ValidationError } from '@cahier/kernel'
import { decideOnContent, flagContent } from '../index'
import { contentOf } from './content'
import { DecisionRef } from './decision'
import { FlagRef } from './flag'

const ERRORS = [NotFoundError, NotAllowedError, ConflictError, ValidationError] as const
const SUBJECT_ID = 'The content, of a type that can be moderated.'

addMutation('flagContent', {
  description:
    'Tells the moderators that a content breaks the charter or the law, once per participant: a second time gives the first flag as it was written.',
  input: (t) => ({
    subjectId: t.id({ required: true, description: SUBJECT_ID }),
    ground: t.field({ type: ModerationGround, required: true, description: 'Which rule it would break.' }),
    explanation: t.string({ required: true, description: 'What is wrong with it; 2,000 characters at most.' }),
  }),
  errors: ERRORS,
  payload: { flag: { type: FlagRef, description: 'The flag; its reporter is shown to moderators only.' } },
  act: async (context, { subjectId, ground, explanation }) => ({
    flag: await flagContent(context, { ...contentOf(context, subjectId, 'subjectId'), ground, explanation }),
  }),
})

addMutation('decideOnContent', {
  description:
    'Decides on a content: its open flags are answered, and its author is told the reasons. For moderators, on what they did not write.',
  input: (t) => ({
    subjectId: t.id({ required: true, description: SUBJECT_ID }),
    action: t.field({ type: ModerationAction, required: true, description: 'What becomes of it.' }),
    ground: t.field({ type: ModerationGround, required: true, description: 'Which rule the decision rests on.' }),
    reasons: t.string({
      required: true,
      description: 'The statement of reasons that its author is given; 5,000 characters at most.',
    }),
  }),
  errors: ERRORS,
  payload: {
    decision: { type: DecisionRef, description: 'The decision.' },
    isHidden: { type: 'Boolean', description: 'Whether the content is hidden from then on.' },
  },
  act: (context, { subjectId, ...decision }) =>
    decideOnContent(context, { ...contentOf(context, subjectId, 'subjectId'), ...decision }),
})
