import { builder, byId, loadBatched, localisedFields, orAbsent } from '@cahier/graphql'
import { type Consultation, type ContextPage, getContextPages, listContextPages } from '../index'
import { ConsultationRef } from './consultation'

export const ContextPageRef = builder.loadableNodeRef('ContextPage', {
  id: { resolve: (page: ContextPage) => page.id },
  load: (ids: string[], context) => orAbsent(getContextPages(context, ids)),
})

ContextPageRef.implement({
  description: 'A text of a consultation that tells its context: why it is held, who takes part, what the law says.',
  fields: (t) => ({
    ...localisedFields(t, 'title', 'The page’s title.', (page) => page.title),
    ...localisedFields(
      t,
      'body',
      'The text, in Markdown (CommonMark); 50,000 characters at most.',
      (page) => page.body,
    ),
    slug: t.exposeString('slug', { description: 'Its name in addresses: unique in its consultation, never changed.' }),
    position: t.exposeInt('position', { description: 'Orders it among the pages, lowest first; gaps are possible.' }),
    version: t.exposeInt('version', { description: 'What an edit names to say what it started from.' }),
    consultation: t.field({
      type: ConsultationRef,
      description: 'The consultation whose context it tells.',
      resolve: ({ consultationId }) => byId<Consultation>(consultationId),
    }),
  }),
})

builder.objectField(ConsultationRef, 'contextPages', (t) =>
  t.field({
    type: [ContextPageRef],
    description: 'The pages that tell its context, in their order; a hundred at most.',
    resolve: ({ id }, _, context) =>
      loadBatched(context, 'Consultation.contextPages', null, id, (ids) => listContextPages(context, ids)),
  }),
)
