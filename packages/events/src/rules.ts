import { EventMode, EventScope, Origin, RegistrationStatus } from '@cahier/db'
import { isId, line, prose, refuse, slug, type Texts, texts } from '@cahier/kernel'
import { z } from 'zod'
import { isTimeZone, requireOutsideSchoolHours } from './school-hours'

/** Places at most; more than a stadium holds is a slip of the hand. */
const MAX_CAPACITY = 100_000
const MAX_THEMES = 20

export const anId: z.ZodType<string> = z.string().refine(isId, { message: 'unknown' })
export const instant: z.ZodType<Date> = z
  .date()
  .refine((date) => date.getUTCFullYear() >= 1900 && date.getUTCFullYear() <= 9999, { message: 'invalid' })
const capacity = z
  .number()
  .refine((places) => Number.isInteger(places) && places >= 1 && places <= MAX_CAPACITY, { message: 'capacity' })
const timeZone = z.string().refine(isTimeZone, { message: 'timeZone' })
const themeIds = z
  .array(anId)
  .max(MAX_THEMES)
  .transform((ids) => [...new Set(ids)])

const fields = {
  title: texts(line(200)),
  summary: texts(prose(5_000)),
  scope: z.enum(EventScope),
  mode: z.enum(EventMode),
  startsAt: instant,
  endsAt: instant,
  timeZone,
  place: line(200).nullish(),
  territoryId: anId.nullish(),
  organisationId: anId.nullish(),
  capacity: capacity.nullish(),
}

/** An event to create. */
export interface NewEvent {
  consultationId: string
  /** Its name in addresses, unique in the consultation. */
  slug: string
  title: Texts
  summary?: Texts | null | undefined
  scope: EventScope
  mode: EventMode
  startsAt: Date
  /** The first instant after it. */
  endsAt: Date
  /** IANA name; `Europe/Paris` when left out. */
  timeZone?: string | null | undefined
  place?: string | null | undefined
  territoryId?: string | null | undefined
  organisationId?: string | null | undefined
  /** Places, 1 to 100,000; no limit when null or left out. */
  capacity?: number | null | undefined
  /** Twenty at most. */
  themeIds?: string[] | null | undefined
}

/** What changes in an event. What is left out stays; null takes off a place, a territory, an organisation, a limit of places. */
export interface EventEdit extends Partial<Nullable<Omit<NewEvent, 'consultationId' | 'slug'>>> {
  id: string
  /** The version that the edit started from. */
  version: number
}

type Nullable<Fields> = { [Name in keyof Fields]: Fields[Name] | null | undefined }

export const newEvent: z.ZodType<NewEvent> = z.object({
  ...fields,
  consultationId: anId,
  slug,
  summary: fields.summary.nullish(),
  timeZone: timeZone.nullish(),
  themeIds: themeIds.nullish(),
})

export const eventEdit: z.ZodType<EventEdit> = z.object({
  id: z.string(),
  version: z.int(),
  title: fields.title.nullish(),
  summary: fields.summary.nullish(),
  scope: fields.scope.nullish(),
  mode: fields.mode.nullish(),
  startsAt: instant.nullish(),
  endsAt: instant.nullish(),
  timeZone: timeZone.nullish(),
  place: fields.place,
  territoryId: fields.territoryId,
  organisationId: fields.organisationId,
  capacity: fields.capacity,
  themeIds: themeIds.nullish(),
})

/** An event that comes from elsewhere; `slug` names it there and here. */
export interface ImportedEvent {
  slug: string
  title: Texts
  /** Empty when nothing was written. */
  summary: Texts
  scope: EventScope
  mode: EventMode
  startsAt: Date
  endsAt: Date
  timeZone: string
  place: string | null
  territoryId: string | null
  organisationId?: string | null | undefined
  capacity: number | null
  origin: Origin
  themeIds: string[]
}

export const importedEvents: z.ZodType<ImportedEvent[]> = z.array(
  z.object({
    ...fields,
    slug,
    summary: z.record(z.string(), prose(5_000)),
    place: line(200).nullable(),
    territoryId: anId.nullable(),
    capacity: capacity.nullable(),
    origin: z.enum(Origin),
    themeIds,
  }),
)

/** A registration that comes from elsewhere. */
export interface ImportedRegistration {
  eventId: string
  participantId: string
  status: RegistrationStatus
  createdAt: Date
}

export const importedRegistrations: z.ZodType<ImportedRegistration[]> = z.array(
  z.object({ eventId: anId, participantId: anId, status: z.enum(RegistrationStatus), createdAt: instant }),
)

/** @throws ValidationError when the end does not follow the start, SchoolHoursError */
export const requirePossibleTime = (event: {
  scope: EventScope
  startsAt: Date
  endsAt: Date
  timeZone: string
}): void => {
  if (event.endsAt <= event.startsAt) refuse('endsAt', 'order')
  requireOutsideSchoolHours(event)
}
