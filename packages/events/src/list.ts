import { rawSql } from '@cahier/db'
import { keysetPage, type OrderKey, type Page, type PageArgs, validate } from '@cahier/kernel'
import type { SelectQueryBuilder } from 'kysely'
import type { EventsReadContext, EventsTables } from './context'
import { type Event, selectEvents } from './event'
import { conditionsOf, type EventFilter, eventFilter, requireFilterTargets } from './filter'

/** The total orders that lists are offered in. */
export const eventOrders = {
  EARLIEST: [
    { column: 'startsAt', direction: 'asc', type: 'timestamptz' },
    { column: 'id', direction: 'asc', type: 'uuid' },
  ],
  LATEST: [
    { column: 'startsAt', direction: 'desc', type: 'timestamptz' },
    { column: 'id', direction: 'desc', type: 'uuid' },
  ],
} as const satisfies Record<string, readonly OrderKey<Event>[]>

export type EventOrder = keyof typeof eventOrders

/** The events that the filter keeps. */
export const filtered = (
  ctx: EventsReadContext,
  filter: EventFilter,
): SelectQueryBuilder<EventsTables, 'event', Event> =>
  conditionsOf(filter).reduce((query, condition) => query.where(condition), selectEvents(ctx))

/** What tells a list from another one, in its cursors. */
export const listName = (filter: EventFilter, order: EventOrder): string => `events:${JSON.stringify([filter, order])}`

/** How many events the filter keeps, those that moderation hid left out. @throws ValidationError as `listEvents` */
export const countEvents = async (ctx: EventsReadContext, filter: EventFilter): Promise<number> => {
  const valid = validate(eventFilter, filter)
  const counted = filtered(ctx, valid).clearSelect().select(rawSql<number>`count(*)::int`.as('count'))
  const { count } = await counted.executeTakeFirstOrThrow()
  if (count === 0) await requireFilterTargets(ctx, valid)
  return count
}

/**
 * A page of events, those that moderation hid left out: one statement. Left out, the order is the first to start first.
 * @throws ValidationError for a page that cannot be, a theme or a territory that is unknown or of another consultation
 */
export const listEvents = async (
  ctx: EventsReadContext,
  filter: EventFilter,
  orderBy?: EventOrder | null,
  page: PageArgs = {},
): Promise<Page<Event>> => {
  const valid = validate(eventFilter, filter)
  const order = orderBy ?? 'EARLIEST'
  const listed = await keysetPage(filtered(ctx, valid), page, {
    list: listName(valid, order),
    order: eventOrders[order],
    column: (name) => rawSql.ref(`event.${name}`),
    countAll: () => countEvents(ctx, valid),
  })
  if (listed.nodes.length === 0) await requireFilterTargets(ctx, valid)
  return listed
}
