import { rawSql } from '@cahier/db'
import { keysetPages, type Page, type PageArgs, refuse, type ValidationError, validate } from '@cahier/kernel'
import type { EventsReadContext } from './context'
import type { Event } from './event'
import { type EventFilter, type EventParent, eventFilter, isUnder } from './filter'
import { type EventOrder, eventOrders, filtered, listEvents, listName } from './list'

/** Under what events are listed, and which of them. */
export interface EventsUnder {
  parent: EventParent
  /** Of one type: consultations, themes or territories, as `parent` says. */
  ids: readonly string[]
  filter?: EventFilter | null | undefined
  orderBy?: EventOrder | null | undefined
}

/** An event that is listed under several parents says under which one it is. */
type UnderParent = Event & { parentId: string }

const PARENT_ID = rawSql<string>`"parent"."id"`

/**
 * `listEvents` under each of several parents at once, in the order of their ids: one statement for all of them. What cannot be, as a cursor
 * of another parent's list, is an error at its place.
 * @throws ValidationError as `listEvents`, and for a filter that names another parent than theirs
 */
export const listEventsUnder = async (
  ctx: EventsReadContext,
  { parent, ids, filter, orderBy }: EventsUnder,
  page: PageArgs = {},
): Promise<(Page<Event> | ValidationError)[]> => {
  const valid = validate(eventFilter, filter ?? {})
  if (valid[parent] && ids.some((id) => id !== valid[parent])) refuse(parent, 'elsewhere')
  const ofParent = (id: string): EventFilter => validate(eventFilter, { ...valid, [parent]: id })
  const [only] = ids
  // One parent, the usual case, needs no join to it.
  if (only && ids.length === 1) return [await listEvents(ctx, ofParent(only), orderBy, page)]
  const order = orderBy ?? 'EARLIEST'
  const parents = { ids, of: (row: UnderParent) => row.parentId }
  const rows = filtered(ctx, valid).where(isUnder[parent](PARENT_ID)).select(PARENT_ID.as('parentId'))
  return keysetPages(ctx.sql, parents, rows, page, {
    list: (id) => listName(ofParent(id), order),
    order: eventOrders[order],
    column: (name) => rawSql.ref(`event.${name}`),
  })
}
