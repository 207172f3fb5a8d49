import { NotFoundError, type WriteContext } from '@cahier/kernel'
import { getEvents } from './get'

/** What moderation asks of an event; null when the viewer may not see it. No participant is its author: it speaks for the consultation. */
export const findModeratedEvent = async (
  ctx: Pick<WriteContext, 'sql' | 'viewer'>,
  id: string,
): Promise<{ consultationId: string; authorId: string | null; isHidden: boolean } | null> => {
  const [event] = await getEvents(ctx, [id])
  return event ? { consultationId: event.consultationId, authorId: null, isHidden: event.hiddenAt !== null } : null
}

const setHidden = async (tx: WriteContext, id: string, hiddenAt: Date | null): Promise<void> => {
  const [event] = await tx.db.event.updateManyAndReturn({
    where: { id },
    data: { hiddenAt },
    select: { consultationId: true },
  })
  if (!event) throw new NotFoundError('Event', id)
  await tx.outbox.record(tx, {
    type: hiddenAt ? 'event.hidden' : 'event.restored',
    consultationId: event.consultationId,
    subjectType: 'Event',
    subjectId: id,
  })
}

/**
 * Takes an event out of every public read, in the transaction of the decision: who may is moderation's to say. Registrations stay.
 * @throws NotFoundError
 */
export const hideEvent = (tx: WriteContext, id: string): Promise<void> => setHidden(tx, id, tx.clock())

/** Brings a hidden event back, in the transaction of the decision. @throws NotFoundError */
export const restoreEvent = (tx: WriteContext, id: string): Promise<void> => setHidden(tx, id, null)
