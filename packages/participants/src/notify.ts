import { type NewNotice, newId } from '@cahier/kernel'
import type { ParticipantsContext } from './context'

/** Tells a participant of an act, for themselves alone, in the transaction of the act. */
export const notify = async (
  { db, clock }: { db: Pick<ParticipantsContext['db'], 'notice'>; clock: () => Date },
  notice: NewNotice,
): Promise<void> => {
  await db.notice.create({ data: { ...notice, id: newId(), createdAt: clock() }, select: { id: true } })
}
