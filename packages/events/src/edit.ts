import { validate } from '@cahier/kernel'
import { changeEvent } from './change'
import type { TellingContext } from './context'
import { writeThemes } from './create'
import { CapacityBelowConfirmedError } from './errors'
import type { Event } from './event'
import { requirePlaces, requireThemes } from './references'
import { type EventEdit, eventEdit, requirePossibleTime } from './rules'
import { moveUpWaitingList } from './waiting-list'

/** Holds the event's row, so that no place is given meanwhile. @throws CapacityBelowConfirmedError */
const requireCapacity = async (tx: TellingContext, id: string, capacity: number): Promise<void> => {
  const { confirmedCount } = await tx.sql
    .selectFrom('event')
    .select('confirmedCount')
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow()
  if (capacity < confirmedCount) throw new CapacityBelowConfirmedError(capacity, confirmedCount)
}

/** What an edit says, with what it leaves as it is. */
const edited = (event: Event, edit: EventEdit) => ({
  title: edit.title ?? event.title,
  summary: edit.summary ?? event.summary,
  scope: edit.scope ?? event.scope,
  mode: edit.mode ?? event.mode,
  startsAt: edit.startsAt ?? new Date(event.startsAt),
  endsAt: edit.endsAt ?? new Date(event.endsAt),
  timeZone: edit.timeZone ?? event.timeZone,
  place: edit.place === undefined ? event.place : edit.place,
  territoryId: edit.territoryId === undefined ? event.territoryId : edit.territoryId,
  organisationId: edit.organisationId === undefined ? event.organisationId : edit.organisationId,
  capacity: edit.capacity === undefined ? event.capacity : edit.capacity,
})

/**
 * Edits an event; its address stays. More places are given at once to those who wait. For facilitators and organisers.
 * @throws ValidationError, SchoolHoursError, CapacityBelowConfirmedError, NotAuthenticatedError, NotFoundError, NotAllowedError, ConflictError from
 * a stale version
 */
export const editEvent = async (ctx: TellingContext, input: EventEdit): Promise<Event> => {
  const { id, version, themeIds, ...edit } = validate(eventEdit, input)
  return changeEvent(
    ctx,
    { id, version },
    'event.edited',
    async (tx, event) => {
      const { consultationId } = event
      const data = edited(event, { id, version, ...edit })
      requirePossibleTime(data)
      await requirePlaces(tx, { ...data, consultationId })
      await requireThemes(tx, { consultationId, themeIds })
      if (themeIds) await writeThemes(tx, id, themeIds)
      if (data.capacity !== null) await requireCapacity(tx, id, data.capacity)
      return data
    },
    (tx) => moveUpWaitingList(tx, id),
  )
}
