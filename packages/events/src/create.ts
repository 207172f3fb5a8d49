import { inTransaction, isUniqueViolation } from '@cahier/db'
import { newId, refuse, requireRole, validate } from '@cahier/kernel'
import type { EventsContext } from './context'
import type { Event } from './event'
import { requireEvent } from './get'
import { requirePlaces, requireThemes } from './references'
import { type NewEvent, newEvent, requirePossibleTime } from './rules'

const DEFAULT_TIME_ZONE = 'Europe/Paris'

/** Puts an event under these themes, in place of those that it was under. */
export const writeThemes = async (
  tx: Pick<EventsContext, 'db'>,
  eventId: string,
  themeIds: readonly string[],
): Promise<void> => {
  await tx.db.eventTheme.deleteMany({ where: { eventId } })
  await tx.db.eventTheme.createMany({ data: themeIds.map((themeId) => ({ eventId, themeId })) })
}

/**
 * Adds an event, scheduled. For facilitators and organisers.
 * @throws ValidationError, SchoolHoursError, NotAllowedError, NotAuthenticatedError
 */
export const createEvent = async (ctx: EventsContext, input: NewEvent): Promise<Event> => {
  const { themeIds, ...fields } = validate(newEvent, input)
  const { consultationId, place = null, territoryId = null, organisationId = null, capacity = null } = fields
  requireRole(ctx.viewer, consultationId, 'FACILITATOR', 'ORGANISER')
  const where = { place, territoryId, organisationId, capacity, timeZone: fields.timeZone ?? DEFAULT_TIME_ZONE }
  const event = { ...fields, ...where, id: newId(), summary: fields.summary ?? {} }
  requirePossibleTime(event)
  return inTransaction(ctx, async (tx) => {
    await requirePlaces(tx, event)
    await requireThemes(tx, { consultationId, themeIds })
    await tx.db.event.create({ data: event })
    await writeThemes(tx, event.id, themeIds ?? [])
    await tx.outbox.record(tx, { type: 'event.created', consultationId, subjectType: 'Event', subjectId: event.id })
    return requireEvent(tx, event.id)
  }).catch((error: unknown) => {
    if (isUniqueViolation(error)) refuse('slug', 'taken')
    throw error
  })
}
