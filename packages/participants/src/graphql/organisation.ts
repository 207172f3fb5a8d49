import { ActorKind, Origin } from '@cahier/db'
import { builder, connectionOf, orAbsent } from '@cahier/graphql'
import { getOrganisations, type Organisation } from '../index'

export const OrganisationRef = builder.loadableNodeRef('Organisation', {
  id: { resolve: (organisation: Organisation) => organisation.id },
  load: (ids: string[], context) => orAbsent(getOrganisations(context, ids)),
})

export const OrganisationConnection = connectionOf(OrganisationRef, 'Organisation', 'organisations')

OrganisationRef.implement({
  description: 'An association, a local authority, a company, a rectorat…: one on the platform, in every consultation.',
  fields: (t) => ({
    slug: t.exposeString('slug', { description: 'Its name in addresses, unique on the platform.' }),
    name: t.exposeString('name', { description: 'Its name.' }),
    actorKind: t.expose('actorKind', { type: ActorKind, description: 'What it is in the education community.' }),
    isVerified: t.boolean({
      description: 'Whether somebody in charge checked that it is who it says.',
      resolve: ({ verifiedAt }) => verifiedAt !== null,
    }),
    verifiedAt: t.expose('verifiedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When that was checked; null until it is.',
    }),
    origin: t.expose('origin', {
      type: Origin,
      description: 'Where it comes from: this platform, elsewhere, or a generator.',
    }),
    version: t.exposeInt('version', { description: 'What a change names to say what it started from.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was added to this platform.' }),
  }),
})
