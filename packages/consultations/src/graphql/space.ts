import { SpaceKind } from '@cahier/db'
import { builder, byId, loadBatched, localisedFields, orAbsent } from '@cahier/graphql'
import { type Consultation, getSpaces, listSpaces, type Space } from '../index'
import { ConsultationRef } from './consultation'

builder.enumType(SpaceKind, {
  name: 'SpaceKind',
  description: 'What people do in a space.',
  values: {
    CONTRIBUTIONS: { description: 'They contribute online, comment and vote.' },
    QUESTIONNAIRE: { description: 'They answer questions.' },
    MEETINGS: { description: 'They register for events, in the field or online, and read what was said there.' },
    RESOURCES: { description: 'They read what informs the consultation.' },
    SYNTHESIS: { description: 'They read what was drawn from the contributions, and what became of it.' },
  },
})

export const SpaceRef = builder.loadableNodeRef('Space', {
  id: { resolve: (space: Space) => space.id },
  load: (ids: string[], context) => orAbsent(getSpaces(context, ids)),
})

SpaceRef.implement({
  description: 'A place of participation in a consultation: what a front end makes a section of.',
  fields: (t) => ({
    ...localisedFields(t, 'title', 'The space’s title.', (space) => space.title),
    ...localisedFields(t, 'summary', 'What one finds there.', (space) => space.summary),
    slug: t.exposeString('slug', { description: 'Its name in addresses: unique in its consultation, never changed.' }),
    kind: t.expose('kind', { type: SpaceKind, description: 'What people do there.' }),
    position: t.exposeInt('position', { description: 'Orders it among the spaces, lowest first; gaps are possible.' }),
    version: t.exposeInt('version', { description: 'What an edit names to say what it started from.' }),
    consultation: t.field({
      type: ConsultationRef,
      description: 'The consultation that it is a place of.',
      resolve: ({ consultationId }) => byId<Consultation>(consultationId),
    }),
  }),
})

builder.objectField(ConsultationRef, 'spaces', (t) =>
  t.field({
    type: [SpaceRef],
    description: 'Its spaces, in their order; fifty at most.',
    resolve: ({ id }, _, context) =>
      loadBatched(context, 'Consultation.spaces', null, id, (ids) => listSpaces(context, ids)),
  }),
)
