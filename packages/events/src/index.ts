export { type Attendance, recordAttendance } from './attendance'
export { cancelEvent } from './cancel'
export type { EventChange } from './change'
export type { EventsContext, EventsReadContext, TellingContext } from './context'
export { countRegistrations, type RegistrationCounts } from './counts'
export { createEvent } from './create'
export { editEvent } from './edit'
export {
  CapacityBelowConfirmedError,
  RegistrationClosedError,
  type RegistrationClosure,
  SchoolHoursError,
} from './errors'
export type { Event } from './event'
export type { EventFilter } from './filter'
export { getEventBySlug, getEvents } from './get'
export { importEvents } from './import-events'
export { importRegistrations } from './import-registrations'
export { countEvents, type EventOrder, listEvents } from './list'
export { listRegistrations, type RegistrationFilter } from './list-registrations'
export { findModeratedEvent, hideEvent, restoreEvent } from './moderation'
export { moveEventThemes } from './move-themes'
export { type RegistrationInput, registerForEvent } from './register'
export { getRegistrations, type ListedRegistration, type Registration } from './registration'
export type { EventEdit, ImportedEvent, ImportedRegistration, NewEvent } from './rules'
export { overlapsSchoolHours, SCHOOL_HOURS } from './school-hours'
export { listEventThemes } from './themes'
export { cancelRegistration } from './unregister'
export { listRegistrationObstacles, type RegistrationObstacle, viewerRegistrations } from './viewer-registrations'
