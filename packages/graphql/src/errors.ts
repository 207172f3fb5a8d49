import { PhaseActivity } from '@cahier/db'
import {
  ConflictError,
  type Issue,
  NotAllowedError,
  NotAuthenticatedError,
  NotFoundError,
  PhaseClosedError,
  ValidationError,
} from '@cahier/kernel'
import { builder } from './builder'
import { type InterfaceLocale, say } from './messages'
import { refusal, UserError } from './refusals'

const ruleMessage = ({ rule, params }: Issue, locale: InterfaceLocale): string => say(locale, `rule.${rule}`, params)

refusal(ValidationError, {
  code: 'VALIDATION_FAILED',
  description: 'The input breaks rules: `issues` names every one.',
  message: (error, locale) => say(locale, 'validation', { count: error.issues.length }),
  extensions: (error) => ({ issues: error.issues.map(({ path, rule, params }) => ({ path, rule, ...params })) }),
})
const FieldIssue = builder.objectRef<Issue>('FieldIssue').implement({
  description: 'One fault of an input.',
  fields: (t) => ({
    path: t.stringList({
      description: 'Where it is: names of fields and positions in lists, from the input down.',
      resolve: ({ path }) => path.map(String),
    }),
    message: t.string({
      description: 'What to show beside the field, in the request’s language.',
      resolve: (issue, _, { interfaceLocale }) => ruleMessage(issue, interfaceLocale),
    }),
  }),
})
builder.objectType(ValidationError, {
  name: 'ValidationError',
  description: 'The input breaks rules; nothing was done.',
  interfaces: [UserError],
  fields: (t) => ({
    issues: t.expose('issues', { type: [FieldIssue], description: 'Every fault, in no particular order.' }),
  }),
})

refusal(NotAllowedError, {
  code: 'NOT_ALLOWED',
  description: 'The signed-in person may not do this.',
  message: (error, locale) => say(locale, `notAllowed.${error.reason}`),
  extensions: ({ reason }) => ({ reason }),
})
builder.objectType(NotAllowedError, {
  name: 'NotAllowedError',
  description: 'The signed-in person may not do this; nothing was done.',
  interfaces: [UserError],
  fields: (t) => ({
    reason: t.exposeString('reason', {
      description:
        'Which rule refused, for programs: `ROLE_REQUIRED`, `ADMINISTRATOR_REQUIRED`, `JOIN_FIRST`, `NOT_AUTHOR`, `NOT_SELF`, or one of the act’s own.',
    }),
  }),
})

refusal(NotAuthenticatedError, {
  code: 'NOT_AUTHENTICATED',
  description: 'Nobody is signed in; only ever at the top level of a response.',
  message: (_, locale) => say(locale, 'notAuthenticated'),
})

refusal(NotFoundError, {
  code: 'NOT_FOUND',
  description: 'Nothing has this identifier, or the viewer may not know that it exists.',
  message: (_, locale) => say(locale, 'notFound'),
})
builder.objectType(NotFoundError, {
  name: 'NotFoundError',
  description: 'Nothing has this identifier, or the viewer may not know that it exists: the two are not told apart.',
  interfaces: [UserError],
})

refusal(ConflictError, {
  code: 'CONFLICT',
  description: 'The state is not what the request supposed.',
  message: (error, locale) => say(locale, `conflict.${error.reason}`),
  extensions: ({ reason, data }) => ({ reason, ...data }),
})
builder.objectType(ConflictError, {
  name: 'ConflictError',
  description: 'The state is not what the request supposed: a stale version, a reused key. Nothing was done.',
  interfaces: [UserError],
  fields: (t) => ({
    // A text, as of `NotAllowedError`: one operation may ask both for it, which two types would forbid.
    reason: t.exposeString('reason', {
      description:
        'For programs: `STALE_VERSION` (read it again), `KEY_REUSED`, `ALREADY_TAKEN`, or `STATE` (the act cannot start from where it stands).',
    }),
  }),
})

refusal(PhaseClosedError, {
  code: 'PHASE_CLOSED',
  description: 'No phase that runs now opens the act.',
  message: ({ opensAt }, locale) =>
    opensAt ? say(locale, 'phaseClosed.opensAt', { day: new Date(opensAt) }) : say(locale, 'phaseClosed'),
  extensions: ({ activity, opensAt }) => ({ activity, opensAt }),
})
builder.enumType(PhaseActivity, {
  name: 'PhaseActivity',
  description: 'What a phase opens while it runs.',
  values: {
    CONTRIBUTING: { description: 'Proposing, editing, publishing and withdrawing contributions.' },
    COMMENTING: { description: 'Commenting on contributions.' },
    VOTING: { description: 'Casting, changing and removing votes.' },
    REGISTERING: { description: 'Registering for events.' },
    ANSWERING: { description: 'Answering questionnaires.' },
    SYNTHESISING: { description: 'Reading and annotating the syntheses in progress.' },
  },
})
builder.objectType(PhaseClosedError, {
  name: 'PhaseClosedError',
  description: 'No phase that runs now opens the act; nothing was done.',
  interfaces: [UserError],
  fields: (t) => ({
    activity: t.expose('activity', { type: PhaseActivity, description: 'What would have to be open.' }),
    opensAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When the next phase that opens it starts; null when none is planned.',
      resolve: ({ opensAt }) => opensAt ?? null,
    }),
  }),
})
