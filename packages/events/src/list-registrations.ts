import { type RegistrationStatus, rawSql } from '@cahier/db'
import { keysetPage, type OrderKey, type Page, type PageArgs, requireRole } from '@cahier/kernel'
import type { EventsReadContext } from './context'
import { requireEvent } from './get'
import { type ListedRegistration, selectRegistrations } from './registration'

/** Which registrations of an event to keep. */
export interface RegistrationFilter {
  eventId: string
  /** Left out: cancelled ones too. */
  status?: RegistrationStatus[] | null | undefined
}

const ARRIVAL: readonly OrderKey<ListedRegistration>[] = [
  { column: 'arrival', direction: 'asc', type: 'int8' },
  { column: 'id', direction: 'asc', type: 'uuid' },
]

const filtered = (ctx: EventsReadContext, { eventId, status }: RegistrationFilter) => {
  const kept = selectRegistrations(ctx).where('registration.eventId', '=', eventId)
  return status ? kept.where(rawSql<boolean>`"registration"."status" = ANY(${status}::"RegistrationStatus"[])`) : kept
}

/**
 * A page of an event's registrations with their participants, in the order of arrival. For facilitators and organisers.
 * @throws NotFoundError, NotAllowedError, NotAuthenticatedError, ValidationError for a page that cannot be
 */
export const listRegistrations = async (
  ctx: EventsReadContext,
  filter: RegistrationFilter,
  page: PageArgs = {},
): Promise<Page<ListedRegistration>> => {
  const { consultationId } = await requireEvent(ctx, filter.eventId)
  requireRole(ctx.viewer, consultationId, 'FACILITATOR', 'ORGANISER')
  return keysetPage(filtered(ctx, filter), page, {
    list: `registrations:${JSON.stringify(filter)}`,
    order: ARRIVAL,
    column: (name) => rawSql.ref(`registration.${name}`),
    countAll: async () => {
      const counted = filtered(ctx, filter).clearSelect().select(rawSql<number>`count(*)::int`.as('count'))
      return (await counted.executeTakeFirstOrThrow()).count
    },
  })
}
