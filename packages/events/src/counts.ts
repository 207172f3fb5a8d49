import { rawSql } from '@cahier/db'
import { isAdministrator, isId } from '@cahier/kernel'
import type { EventsReadContext } from './context'
import { consultationsWith } from './event'

/** How many registered for an event: a protected figure, never public. */
export interface RegistrationCounts {
  /** Places taken; who attended is counted. */
  confirmed: number
  waitlisted: number
}

/**
 * How many registered for each event, in the order asked; null unless the viewer is a facilitator, an analyst or an organiser of its
 * consultation. One statement.
 */
export const countRegistrations = async (
  { sql, viewer }: EventsReadContext,
  eventIds: readonly string[],
): Promise<(RegistrationCounts | null)[]> => {
  const staffed = consultationsWith(viewer, 'FACILITATOR', 'ANALYST', 'ORGANISER')
  if (!isAdministrator(viewer) && staffed.length === 0) return eventIds.map(() => null)
  const rows = await sql
    .selectFrom('event')
    .select(['id', 'confirmedCount', 'waitlistedCount'])
    .where('id', '=', rawSql<string>`ANY(${eventIds.filter(isId)}::uuid[])`)
    .where(rawSql<boolean>`(${isAdministrator(viewer)} OR "consultationId" = ANY(${staffed}::uuid[]))`)
    .execute()
  const byId = new Map(
    rows.map(({ id, confirmedCount, waitlistedCount }) => [
      id,
      { confirmed: confirmedCount, waitlisted: waitlistedCount },
    ]),
  )
  return eventIds.map((id) => byId.get(id) ?? null)
}
