import { builder, connectionOf, say } from '@cahier/graphql'
import type { Notice } from '../index'

const DetailRef = builder.objectRef<[string, Notice['payload'][string]]>('NoticeDetail').implement({
  description: 'One detail of a notice, for programs.',
  fields: (t) => ({
    name: t.string({ description: 'What it is, as `decisionId`.', resolve: ([name]) => name }),
    value: t.string({
      nullable: true,
      description: 'Its value as text; null when there is none.',
      resolve: ([, value]) => (value === null ? null : String(value)),
    }),
  }),
})

/** What the notice is about, where its payload says it as `subjectType` and `subjectId`. */
const subjectOf = ({ payload }: Notice) => {
  const { subjectType, subjectId } = payload
  const isNode = typeof subjectType === 'string' && typeof subjectId === 'string'
  return isNode ? { type: subjectType, id: subjectId } : null
}

const NoticeRef = builder.objectRef<Notice>('Notice').implement({
  description: 'What a participant is told of, for themselves alone: a decision on their words, a place that freed.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'What `markNoticesRead` names it by.' }),
    type: t.exposeString('type', { description: 'What happened, for programs: `content.hidden`…' }),
    message: t.string({
      description: 'What to show, in the request’s language.',
      resolve: ({ type, payload }, _, { interfaceLocale }) => say(interfaceLocale, `notice.${type}`, payload),
    }),
    subject: t.node({
      description: 'What it is about; null when that is nothing in particular, or may not be seen any more.',
      id: subjectOf,
    }),
    details: t.field({
      type: [DetailRef],
      description: 'What else is to be known, as names and values: a dozen at most.',
      resolve: ({ payload }) => Object.entries(payload),
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it happened.' }),
    readAt: t.expose('readAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was marked as read; null until then.',
    }),
  }),
})

export const NoticeConnection = connectionOf(NoticeRef, 'Notice', 'notices')

export const NoticeFilter = builder.inputType('NoticeFilter', {
  description: 'Which notices to keep: those that meet all that is said.',
  fields: (t) => ({
    consultationId: t.id({ description: 'Of this consultation; of all that the person joined when left out.' }),
    isRead: t.boolean({ description: 'True: those read; false: those not read yet; left out: both.' }),
  }),
})
