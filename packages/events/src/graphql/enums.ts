import { EventMode, EventScope, EventStatus, RegistrationStatus } from '@cahier/db'
import { builder } from '@cahier/graphql'
import type { EventOrder, RegistrationObstacle } from '../index'

builder.enumType(EventScope, {
  name: 'EventScope',
  description: 'Whom an event gathers, from the widest to the narrowest.',
  values: {
    NATIONAL: { description: 'The whole country.' },
    ACADEMIC: { description: 'An académie.' },
    INFRA_ACADEMIC: { description: 'A part of an académie: a basin, a district.' },
    DEPARTMENTAL: { description: 'A département.' },
    LOCAL: { description: 'A town, an association, a library…' },
    SCHOOL: { description: 'One school: voluntary, and always outside of school time.' },
  },
})

builder.enumType(EventMode, {
  name: 'EventMode',
  description: 'How people take part in an event.',
  values: {
    IN_PERSON: { description: 'On the spot.' },
    ONLINE: { description: 'Remotely.' },
    HYBRID: { description: 'On the spot or remotely, as each chooses.' },
  },
})

builder.enumType(EventStatus, {
  name: 'EventStatus',
  description: 'Where an event stands; whether it is past is told by its dates.',
  values: {
    SCHEDULED: { description: 'It takes place, or took place.' },
    CANCELLED: { description: 'It was called off, for good; it stays in the lists.' },
  },
})

builder.enumType(RegistrationStatus, {
  name: 'RegistrationStatus',
  description: 'Where a registration stands: in one of these states, never in two.',
  values: {
    CONFIRMED: { description: 'Has a place.' },
    WAITLISTED: { description: 'Waits for a place: they are given in the order of arrival.' },
    CANCELLED: { description: 'Was taken back by the participant; registering again puts it last.' },
    ATTENDED: { description: 'Had a place, and came.' },
  },
})

export const EventOrderEnum = builder.enumType('EventOrder', {
  description: 'How a list of events is ordered.',
  values: {
    EARLIEST: { description: 'The first to start first.' },
    LATEST: { description: 'The last to start first.' },
  } satisfies Record<EventOrder, { description: string }>,
})

export const RegistrationObstacleEnum = builder.enumType('RegistrationObstacle', {
  description: 'What keeps the viewer from registering for an event.',
  values: {
    NOT_AUTHENTICATED: { description: 'Nobody is signed in.' },
    NOT_PARTICIPATING: { description: 'They have not joined the consultation.' },
    ALREADY_REGISTERED: { description: 'They have a place, or wait for one.' },
    EVENT_HIDDEN: { description: 'Moderation hid it.' },
    EVENT_CANCELLED: { description: 'It is called off.' },
    EVENT_STARTED: { description: 'It has started, or is over.' },
    PHASE_CLOSED: { description: 'No phase that runs now opens registrations.' },
  } satisfies Record<RegistrationObstacle, { description: string }>,
})
