import { ConsultationStatus, Origin, PhaseActivity, Role } from '@cahier/db'
import { builder, connectionOf, loadBatched, localisedFields, orAbsent } from '@cahier/graphql'
import { areOpen, hasRole, type Viewer } from '@cahier/kernel'
import { type Consultation, getConsultations } from '../index'

builder.enumType(ConsultationStatus, {
  name: 'ConsultationStatus',
  description: 'Where a consultation stands.',
  values: {
    DRAFT: { description: 'Is seen by who holds a role in it and by administrators alone; its phases open nothing.' },
    PUBLISHED: { description: 'Is public; its phases open what they say while they run.' },
    ARCHIVED: { description: 'Is public and kept as it was: its phases open nothing, nothing of it is edited.' },
  },
})

export const ConsultationRef = builder.loadableNodeRef('Consultation', {
  id: { resolve: (consultation: Consultation) => consultation.id },
  load: (ids: string[], context) => orAbsent(getConsultations(context, ids)),
})

export const ConsultationConnection = connectionOf(ConsultationRef, 'Consultation', 'consultations')

const rolesOf = (viewer: Viewer, consultationId: string): Role[] =>
  viewer.kind === 'person' ? [...(viewer.roles.get(consultationId) ?? [])].sort() : []

ConsultationRef.implement({
  description: 'A public consultation: the root of its phases, spaces, pages, themes, contributions and events.',
  fields: (t) => ({
    ...localisedFields(t, 'title', 'The consultation’s title.', (consultation) => consultation.title),
    ...localisedFields(t, 'summary', 'What it is about, in a few lines.', (consultation) => consultation.summary),
    slug: t.exposeString('slug', { description: 'Its name in addresses: unique, never changed.' }),
    status: t.expose('status', { type: ConsultationStatus, description: 'Where it stands.' }),
    defaultLocale: t.expose('defaultLocale', {
      type: 'Locale',
      description: 'The language that most of it is written in.',
    }),
    origin: t.expose('origin', {
      type: Origin,
      description: 'Where it comes from: this platform, elsewhere, or a generator.',
    }),
    source: t.exposeString('source', {
      nullable: true,
      description: 'Where what it says comes from, with the licence; null when it was written here.',
    }),
    version: t.exposeInt('version', { description: 'What an edit names to say what it started from.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was created on this platform.' }),
    updatedAt: t.expose('updatedAt', {
      type: 'DateTime',
      description: 'When it last changed; its phases, spaces and pages change apart.',
    }),
    isOpen: t.boolean({
      description: 'Whether it is published and a phase that runs now opens this.',
      args: { activity: t.arg({ type: PhaseActivity, required: true, description: 'What would be done.' }) },
      resolve: ({ id }, { activity }, context) =>
        loadBatched(context, 'Consultation.isOpen', activity, id, (ids) => areOpen(context, ids, activity)),
    }),
    viewerRoles: t.field({
      type: [Role],
      description:
        'The roles that the signed-in person was given in it; empty for a visitor. An administrator may do everything without any.',
      resolve: ({ id }, _, { viewer }) => rolesOf(viewer, id),
    }),
    viewerCanOrganise: t.boolean({
      description:
        'Whether the signed-in person may change its texts, phases, spaces and pages, once it is not archived, and publish or archive it.',
      resolve: ({ id }, _, { viewer }) => hasRole(viewer, id, 'ORGANISER'),
    }),
  }),
})
