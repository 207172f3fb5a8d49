import { inTransaction } from '@cahier/db'
import { ConflictError, requireRole } from '@cahier/kernel'
import type { TellingContext } from './context'
import type { Event } from './event'
import { requireEvent } from './get'

/** Whom a change is for, and the version that it started from. */
export interface EventChange {
  id: string
  version: number
}

type Data = Parameters<TellingContext['db']['event']['updateMany']>[0]['data']

/**
 * Changes an event under its version, for facilitators and organisers: `work` says what to write and tells of it as `type`; `after` acts on
 * what was written, in the same transaction.
 * @throws NotFoundError, NotAllowedError, NotAuthenticatedError, ConflictError when the version is not the present one
 */
export const changeEvent = (
  ctx: TellingContext,
  { id, version }: EventChange,
  type: string,
  work: (tx: TellingContext, event: Event) => Promise<Data> | Data,
  after: (tx: TellingContext) => Promise<void>,
): Promise<Event> =>
  inTransaction(ctx, async (tx) => {
    const event = await requireEvent(tx, id)
    const { consultationId } = event
    requireRole(tx.viewer, consultationId, 'FACILITATOR', 'ORGANISER')
    const data = await work(tx, event)
    const { count } = await tx.db.event.updateMany({
      where: { id, version },
      data: { ...data, version: { increment: 1 } },
    })
    if (count === 0) throw new ConflictError('STALE_VERSION', { version: event.version })
    await tx.outbox.record(tx, { type, consultationId, subjectType: 'Event', subjectId: id })
    await after(tx)
    return requireEvent(tx, id)
  })
