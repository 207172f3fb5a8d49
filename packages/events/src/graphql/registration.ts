import { RegistrationStatus } from '@cahier/db'
import {
  builder,
  byId,
  type Context,
  connectionOf,
  loadBatched,
  type NamedNode,
  orAbsent,
  pageArgs,
} from '@cahier/graphql'
import { participantOf } from '@cahier/kernel'
import {
  getEvents,
  getRegistrations,
  type ListedRegistration,
  listRegistrationObstacles,
  listRegistrations,
  type Registration,
  viewerRegistrations,
} from '../index'
import { RegistrationObstacleEnum } from './enums'
import { EventRef } from './event'

export const RegistrationRef = builder.loadableNodeRef('Registration', {
  id: { resolve: (registration: Registration | ListedRegistration) => registration.id },
  load: (ids: string[], context) => orAbsent(getRegistrations(context, ids)),
})

RegistrationRef.implement({
  description:
    'A participant’s place at an event, or on its waiting list. Seen by themselves, and by the facilitators and organisers.',
  fields: (t) => ({
    status: t.expose('status', { type: RegistrationStatus, description: 'Where it stands.' }),
    registeredAt: t.expose('createdAt', {
      type: 'DateTime',
      description: 'When they last registered: who cancelled and came back did so anew.',
    }),
    event: t.field({
      type: EventRef,
      nullable: true,
      description: 'The event; null while moderation hides it.',
      resolve: async ({ eventId }, _, context) =>
        loadBatched(context, 'Registration.event', null, eventId, (ids) => getEvents(context, ids)),
    }),
    participant: t.field({
      type: 'Participant',
      description: 'Whose it is.',
      resolve: (registration) =>
        ('holderId' in registration ? participantOf(registration, 'holder') : null) ??
        byId<NamedNode>(registration.participantId),
    }),
  }),
})

const RegistrationConnection = connectionOf(RegistrationRef, 'Registration', 'registrations')

const obstaclesOf = (context: Context, eventId: string) =>
  loadBatched(context, 'Event.registrationObstacles', null, eventId, (ids) => listRegistrationObstacles(context, ids))

builder.objectFields(EventRef, (t) => ({
  registrations: t.field({
    type: RegistrationConnection,
    nullable: true,
    description:
      'Who registered, in the order of arrival. For its facilitators and organisers; an error and null for others.',
    args: {
      ...pageArgs(t.arg),
      status: t.arg({ type: [RegistrationStatus], description: 'Those that stand there; all of them when left out.' }),
    },
    resolve: ({ id }, { status, ...page }, context) => listRegistrations(context, { eventId: id, status }, page),
  }),
  viewerRegistration: t.field({
    type: RegistrationRef,
    nullable: true,
    description: 'The viewer’s own registration, cancelled or not; null when they never registered.',
    resolve: ({ id }, _, context) =>
      loadBatched(context, 'Event.viewerRegistration', null, id, (ids) => viewerRegistrations(context, ids)),
  }),
  viewerCanRegister: t.boolean({
    description: 'Whether the viewer may register now; for a full event, that is to wait for a place.',
    resolve: async ({ id }, _, context) => (await obstaclesOf(context, id)).length === 0,
  }),
  viewerCannotRegisterReasons: t.field({
    type: [RegistrationObstacleEnum],
    description: 'Everything that keeps the viewer from registering now; empty when nothing does.',
    resolve: ({ id }, _, context) => obstaclesOf(context, id),
  }),
}))
