import { rawSql } from '@cahier/db'
import { found, isId, slug as slugRule } from '@cahier/kernel'
import type { EventsReadContext } from './context'
import { type Event, selectEvents } from './event'

/** The events of these ids, in the order asked; null for what does not exist or may not be seen. One statement. */
export const getEvents = async (ctx: EventsReadContext, ids: readonly string[]): Promise<(Event | null)[]> => {
  const rows = await selectEvents(ctx)
    .where('event.id', '=', rawSql<string>`ANY(${ids.filter(isId)}::uuid[])`)
    .execute()
  const byId = new Map(rows.map((event) => [event.id, event]))
  return ids.map((id) => byId.get(id) ?? null)
}

/** @throws NotFoundError */
export const requireEvent = async (ctx: EventsReadContext, id: string): Promise<Event> =>
  found((await getEvents(ctx, [id]))[0], 'Event', id)

/** The event of this address in the consultation; null when there is none, or when the viewer may not see it. */
export const getEventBySlug = async (
  ctx: EventsReadContext,
  consultationId: string,
  slug: string,
): Promise<Event | null> => {
  if (!isId(consultationId) || !slugRule.safeParse(slug).success) return null
  const event = await selectEvents(ctx)
    .where('consultationId', '=', consultationId)
    .where('slug', '=', slug)
    .executeTakeFirst()
  return event ?? null
}
