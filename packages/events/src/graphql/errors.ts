import { builder, refusal, say, UserError } from '@cahier/graphql'
import { CapacityBelowConfirmedError, RegistrationClosedError, SchoolHoursError } from '../index'
import { RegistrationObstacleEnum } from './enums'

refusal(SchoolHoursError, {
  code: 'SCHOOL_HOURS',
  description: 'A school’s event overlaps school time.',
  message: ({ from, to, timeZone }, locale) => say(locale, 'schoolHours', { from, to, timeZone }),
  extensions: ({ from, to, timeZone }) => ({ from, to, timeZone }),
})
builder.objectType(SchoolHoursError, {
  name: 'SchoolHoursError',
  description:
    'A school’s event overlaps school time, Monday to Friday (holidays are not told apart); nothing was done.',
  interfaces: [UserError],
  fields: (t) => ({
    from: t.exposeString('from', { description: 'When school starts, on the clock of the place: `08:00`.' }),
    to: t.exposeString('to', { description: 'When school ends, on the clock of the place: `17:00`.' }),
    timeZone: t.exposeString('timeZone', { description: 'Which clock: an IANA time zone.' }),
  }),
})

refusal(CapacityBelowConfirmedError, {
  code: 'CAPACITY_BELOW_CONFIRMED',
  description: 'An event cannot have fewer places than registrations that are confirmed.',
  message: ({ confirmedCount }, locale) => say(locale, 'capacityBelowConfirmed', { confirmedCount }),
  extensions: ({ capacity, confirmedCount }) => ({ capacity, confirmedCount }),
})
builder.objectType(CapacityBelowConfirmedError, {
  name: 'CapacityBelowConfirmedError',
  description: 'The event would have fewer places than registrations that are confirmed; nothing was done.',
  interfaces: [UserError],
  fields: (t) => ({
    capacity: t.exposeInt('capacity', { description: 'The places that were asked for.' }),
    confirmedCount: t.exposeInt('confirmedCount', {
      description: 'The places that are taken: the least there can be.',
    }),
  }),
})

refusal(RegistrationClosedError, {
  code: 'REGISTRATION_CLOSED',
  description: 'The event takes no registration, nor changes any.',
  message: ({ reason }, locale) => say(locale, `registrationClosed.${reason}`),
  extensions: ({ reason }) => ({ reason }),
})
builder.objectType(RegistrationClosedError, {
  name: 'RegistrationClosedError',
  description: 'The event takes no registration, nor changes any; nothing was done.',
  interfaces: [UserError],
  fields: (t) => ({
    reason: t.expose('reason', {
      type: RegistrationObstacleEnum,
      description: '`EVENT_HIDDEN`, `EVENT_CANCELLED` or `EVENT_STARTED`.',
    }),
  }),
})
