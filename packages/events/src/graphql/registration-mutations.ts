import { addMutation, idOf } from '@cahier/graphql'
import { ConflictError, NotAllowedError, NotFoundError, PhaseClosedError, ValidationError } from '@cahier/kernel'
import { cancelRegistration, RegistrationClosedError, recordAttendance, registerForEvent } from '../index'
import { RegistrationRef } from './registration'

const REGISTRATION = { registration: { type: RegistrationRef, description: 'The registration, as it is now.' } }

addMutation('registerForEvent', {
  description:
    'Registers the viewer for an event: a place while there are some, else the end of the waiting list. Twice gives the same registration. For participants of the consultation.',
  input: (t) => ({ eventId: t.id({ required: true, description: 'The event.' }) }),
  errors: [NotFoundError, NotAllowedError, PhaseClosedError, RegistrationClosedError, ConflictError, ValidationError],
  payload: REGISTRATION,
  act: async (context, { eventId }) => ({
    registration: await registerForEvent(context, { eventId: idOf('Event', eventId, 'eventId') }),
  }),
})

addMutation('cancelRegistration', {
  description:
    'Takes the viewer’s registration back, until the event starts, whether or not a phase is open; the place goes to the first who waits, who is told. Cancelled already, it stays so.',
  input: (t) => ({ eventId: t.id({ required: true, description: 'The event.' }) }),
  errors: [NotFoundError, RegistrationClosedError, ConflictError, ValidationError],
  payload: REGISTRATION,
  act: async (context, { eventId }) => ({
    registration: await cancelRegistration(context, { eventId: idOf('Event', eventId, 'eventId') }),
  }),
})

addMutation('recordAttendance', {
  description: 'Records whether who had a place came; it can be set right later. For facilitators and organisers.',
  input: (t) => ({
    registrationId: t.id({ required: true, description: 'The registration, that has a place.' }),
    hasAttended: t.boolean({ required: true, description: 'True: they came. False: they did not, or not yet.' }),
  }),
  errors: [NotFoundError, NotAllowedError, ConflictError, ValidationError],
  payload: REGISTRATION,
  act: async (context, { registrationId, hasAttended }) => ({
    registration: await recordAttendance(context, {
      registrationId: idOf('Registration', registrationId, 'registrationId'),
      hasAttended,
    }),
  }),
})
