import { type EventMode, type EventScope, type EventStatus, type Origin, rawSql } from '@cahier/db'
import { inSeenConsultation, isAdministrator, type Texts, type Viewer } from '@cahier/kernel'
import type { RawBuilder, SelectQueryBuilder } from 'kysely'
import type { EventsReadContext, EventsTables } from './context'

/** A meeting of a consultation. How many people registered is protected: it is not here, but in `countRegistrations`. */
export interface Event {
  id: string
  consultationId: string
  /** Its name in addresses, unique in the consultation. */
  slug: string
  title: Texts
  summary: Texts
  scope: EventScope
  mode: EventMode
  status: EventStatus
  /** When moderation hid it; null when it is public. */
  hiddenAt: string | null
  startsAt: string
  /** The first instant after it. */
  endsAt: string
  /** IANA name: the hour on the wall where it happens. */
  timeZone: string
  place: string | null
  territoryId: string | null
  organisationId: string | null
  /** Places; null: no limit. */
  capacity: number | null
  /** Whether one more registration would be confirmed at once, were it open. */
  hasPlacesLeft: boolean
  origin: Origin
  version: number
  createdAt: string
  updatedAt: string
}

/** Whether one more place can be given. */
export const hasPlacesLeft = rawSql<boolean>`("capacity" IS NULL OR "confirmedCount" < "capacity")`

/** The consultations where the viewer holds one of the roles. */
export const consultationsWith = (viewer: Viewer, ...roles: string[]): string[] =>
  viewer.kind === 'person'
    ? [...viewer.roles].filter(([, held]) => [...held].some((role) => roles.includes(role))).map(([id]) => id)
    : []

const isShown = (viewer: Viewer): RawBuilder<boolean> =>
  isAdministrator(viewer)
    ? rawSql<boolean>`true`
    : rawSql<boolean>`("hiddenAt" IS NULL OR "consultationId" = ANY(${consultationsWith(viewer, 'MODERATOR')}::uuid[]))`

/** The events that the viewer may see by their ids: what moderation hid, only where they moderate. */
export const selectEvents = ({ sql, viewer }: EventsReadContext): SelectQueryBuilder<EventsTables, 'event', Event> =>
  sql
    .selectFrom('event')
    .select(['event.id', 'consultationId', 'slug', 'scope', 'mode', 'status', 'hiddenAt', 'startsAt', 'endsAt'])
    .select(['timeZone', 'place', 'territoryId', 'organisationId', 'capacity', 'origin', 'version'])
    .select(['createdAt', 'updatedAt', rawSql<Texts>`"title"`.as('title'), rawSql<Texts>`"summary"`.as('summary')])
    .select(hasPlacesLeft.as('hasPlacesLeft'))
    .where(inSeenConsultation(viewer, 'event.consultationId'))
    .where(isShown(viewer))
