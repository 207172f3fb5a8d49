import { EventMode, EventScope, EventStatus, Origin } from '@cahier/db'
import {
  builder,
  byId,
  type Context,
  connectionOf,
  loadBatched,
  localisedFields,
  type NamedNode,
  orAbsent,
} from '@cahier/graphql'
import { hasRole } from '@cahier/kernel'
import { countRegistrations, type Event, getEvents, listEventThemes, type RegistrationCounts } from '../index'

export const EventRef = builder.loadableNodeRef('Event', {
  id: { resolve: (event: Event) => event.id },
  load: (ids: string[], context) => orAbsent(getEvents(context, ids)),
})

export const EventConnection = connectionOf(EventRef, 'Event', 'events')

const nodeOrNull = (id: string | null): NamedNode | null => (id === null ? null : byId<NamedNode>(id))

const countsOf = (context: Context, id: string): Promise<RegistrationCounts | null> =>
  loadBatched(context, 'Event.counts', null, id, (ids) => countRegistrations(context, ids))

EventRef.implement({
  description: 'A meeting of a consultation, which people register for.',
  fields: (t) => ({
    ...localisedFields(t, 'title', 'The event’s title.', (event) => event.title),
    ...localisedFields(t, 'summary', 'What it is about; empty when nothing was written.', (event) => event.summary),
    slug: t.exposeString('slug', { description: 'Its name in addresses, unique in its consultation, for good.' }),
    scope: t.expose('scope', { type: EventScope, description: 'Whom it gathers.' }),
    mode: t.expose('mode', { type: EventMode, description: 'How people take part.' }),
    status: t.expose('status', { type: EventStatus, description: 'Whether it was called off.' }),
    startsAt: t.expose('startsAt', { type: 'DateTime', description: 'When it starts.' }),
    endsAt: t.expose('endsAt', { type: 'DateTime', description: 'When it ends: the first instant after it.' }),
    timeZone: t.exposeString('timeZone', {
      description: 'The clock of the place, to show its hours on: an IANA time zone, as `Europe/Paris`.',
    }),
    place: t.exposeString('place', {
      nullable: true,
      description: 'Where people go, in one line; null when no place is named.',
    }),
    capacity: t.exposeInt('capacity', { nullable: true, description: 'Places, 1 to 100,000; null: no limit.' }),
    hasPlacesLeft: t.exposeBoolean('hasPlacesLeft', {
      description: 'Whether a place is free; when none is, registering joins the waiting list. True without limit.',
    }),
    origin: t.expose('origin', {
      type: Origin,
      description: 'Where it comes from: this platform, elsewhere, or a generator.',
    }),
    version: t.exposeInt('version', { description: 'What an edit names to say what it started from.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was added to this platform.' }),
    updatedAt: t.expose('updatedAt', {
      type: 'DateTime',
      description: 'When it last changed, its registrations aside.',
    }),
    hiddenAt: t.expose('hiddenAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When moderation hid it: only the moderators still see it then. Null while it is public.',
    }),
  }),
})

builder.objectFields(EventRef, (t) => ({
  consultation: t.field({
    type: 'Consultation',
    description: 'The consultation that it belongs to.',
    resolve: (event) => byId<NamedNode>(event.consultationId),
  }),
  themes: t.field({
    type: ['Theme'],
    description: 'The themes that it is about, in their order; twenty at most.',
    resolve: async ({ id }, _, context) => {
      const batch = (ids: readonly string[]) => listEventThemes(context, ids)
      return (await loadBatched(context, 'Event.themes', null, id, batch)).map((theme) => byId<NamedNode>(theme))
    },
  }),
  territory: t.field({
    type: 'Territory',
    nullable: true,
    description: 'Where it takes place, or whom it gathers; null when no territory is named.',
    resolve: (event) => nodeOrNull(event.territoryId),
  }),
  organisation: t.field({
    type: 'Organisation',
    nullable: true,
    description: 'Who holds it; null when no organisation is named.',
    resolve: (event) => nodeOrNull(event.organisationId),
  }),
}))

builder.objectFields(EventRef, (t) => ({
  viewerCanEdit: t.boolean({
    description: 'Whether the viewer may edit it, call it off, see who registered and record who came.',
    resolve: ({ consultationId }, _, { viewer }) => hasRole(viewer, consultationId, 'FACILITATOR', 'ORGANISER'),
  }),
  confirmedCount: t.int({
    nullable: true,
    description:
      'Places taken, by those who attended too. Null unless the viewer is a facilitator, an analyst or an organiser: such figures are protected.',
    resolve: async ({ id }, _, context) => (await countsOf(context, id))?.confirmed ?? null,
  }),
  waitlistedCount: t.int({
    nullable: true,
    description: 'People on the waiting list. Null to the same viewers as `confirmedCount`.',
    resolve: async ({ id }, _, context) => (await countsOf(context, id))?.waitlisted ?? null,
  }),
}))
