import { ConsultationStatus } from '@cahier/db'
import { builder, pageArgs } from '@cahier/graphql'
import { getConsultationBySlug, listConsultations } from '../index'
import { ConsultationConnection, ConsultationRef } from './consultation'

const ConsultationFilter = builder.inputType('ConsultationFilter', {
  description: 'Which consultations to keep, among those that the viewer may see.',
  fields: (t) => ({
    status: t.field({
      type: [ConsultationStatus],
      description: 'Those that stand in one of these states; in any of them when left out, none when empty.',
    }),
  }),
})

builder.queryField('consultation', (t) =>
  t.field({
    type: ConsultationRef,
    nullable: true,
    description:
      'The consultation of an address; null when nothing has it, or when it is a draft that the viewer may not see.',
    args: { slug: t.arg.string({ required: true, description: 'The consultation’s name in addresses.' }) },
    resolve: (_, { slug }, context) => getConsultationBySlug(context, slug),
  }),
)

builder.queryField('consultations', (t) =>
  t.field({
    type: ConsultationConnection,
    description: 'The consultations that the viewer may see, the newest on this platform first.',
    args: {
      filter: t.arg({ type: ConsultationFilter, description: 'Which to keep; all when left out.' }),
      ...pageArgs(t.arg),
    },
    resolve: (_, { filter, ...page }, context) => listConsultations(context, { status: filter?.status }, page),
  }),
)
