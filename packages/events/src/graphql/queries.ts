import { EventMode, EventScope, EventStatus, Origin } from '@cahier/db'
import { builder, type Context, idOf, idOrNull, loadBatched, pageArgs } from '@cahier/graphql'
import type { Page, PageArgs } from '@cahier/kernel'
import type { GraphQLResolveInfo } from 'graphql'
import {
  type Event,
  type EventFilter,
  type EventOrder,
  type EventParent,
  getEventBySlug,
  listEvents,
  listEventsUnder,
} from '../index'
import { EventOrderEnum } from './enums'
import { EventConnection, EventRef } from './event'

const EventFilterInput = builder.inputType('EventFilter', {
  description: 'Which events to keep: those that meet all that is said. Those that moderation hid are never kept.',
  fields: (t) => ({
    consultationId: t.id({ description: 'Of this consultation; of any when left out.' }),
    scope: t.field({
      type: [EventScope],
      description: 'That gather one of these; whatever they gather when left out.',
    }),
    mode: t.field({ type: [EventMode], description: 'Held in one of these ways; in any when left out.' }),
    status: t.field({
      type: [EventStatus],
      description: 'That stand in one of these; cancelled ones too when left out.',
    }),
    themeId: t.id({ description: 'About this theme itself: its sub-themes are others.' }),
    territoryId: t.id({ description: 'In this territory, or in one inside it.' }),
    startsFrom: t.field({ type: 'DateTime', description: 'That start from this instant on.' }),
    startsUntil: t.field({ type: 'DateTime', description: 'That start before this instant.' }),
    hasPlacesLeft: t.boolean({ description: 'True: with a place left, or no limit. False: full. Left out: both.' }),
    origin: t.field({ type: [Origin], description: 'That come from one of these; from anywhere when left out.' }),
  }),
})

/** The filter as the domain has it: `asked` names things by their global ids. */
const toFilter = (asked: EventFilter | null | undefined): EventFilter => ({
  ...asked,
  consultationId: idOrNull('Consultation', asked?.consultationId, 'filter.consultationId'),
  themeId: idOrNull('Theme', asked?.themeId, 'filter.themeId'),
  territoryId: idOrNull('Territory', asked?.territoryId, 'filter.territoryId'),
})

builder.queryField('event', (t) =>
  t.field({
    type: EventRef,
    nullable: true,
    description: 'The event of an address; null when nothing has it, or when the viewer may not see it.',
    args: {
      consultationId: t.arg.id({ required: true, description: 'The consultation.' }),
      slug: t.arg.string({ required: true, description: 'The event’s name in addresses.' }),
    },
    resolve: (_, { consultationId, slug }, context) =>
      getEventBySlug(context, idOf('Consultation', consultationId, 'consultationId'), slug),
  }),
)

builder.queryField('events', (t) =>
  t.field({
    type: EventConnection,
    description: 'Events of every consultation that the viewer may see, the first to start first unless told.',
    args: {
      filter: t.arg({ type: EventFilterInput, description: 'Which to keep; all when left out.' }),
      orderBy: t.arg({ type: EventOrderEnum, description: 'In which order; the first to start first unless told.' }),
      ...pageArgs(t.arg),
    },
    resolve: (_, { filter, orderBy, ...page }, context) => listEvents(context, toFilter(filter), orderBy, page),
  }),
)

interface ListArgs extends PageArgs {
  filter?: EventFilter | null | undefined
  orderBy?: EventOrder | null | undefined
}

/** The events under many objects of one type, in one statement. */
const eventsUnder = (
  context: Context,
  parent: EventParent,
  id: string,
  { filter, orderBy, ...page }: ListArgs,
  info: GraphQLResolveInfo,
) => {
  const kept = toFilter(filter)
  return loadBatched<Page<Event>>(context, `Event.under.${parent}`, info.fieldNodes, id, (ids) =>
    listEventsUnder(context, { parent, ids, filter: kept, orderBy }, page),
  )
}

const addEvents = (type: 'Consultation' | 'Theme' | 'Territory', parent: EventParent, description: string): void =>
  builder.objectField(type, 'events', (t) =>
    t.field({
      type: EventConnection,
      description,
      args: {
        filter: t.arg({ type: EventFilterInput, description: 'Which to keep; all when left out.' }),
        orderBy: t.arg({ type: EventOrderEnum, description: 'In which order; the first to start first unless told.' }),
        ...pageArgs(t.arg),
      },
      resolve: ({ id }, args, context, info) => eventsUnder(context, parent, id, args, info),
    }),
  )

addEvents('Consultation', 'consultationId', 'Its events, cancelled ones too.')
addEvents('Theme', 'themeId', 'The events about it, cancelled ones too; those about its sub-themes are theirs.')
addEvents('Territory', 'territoryId', 'The events held in it and in the territories inside it, cancelled ones too.')
