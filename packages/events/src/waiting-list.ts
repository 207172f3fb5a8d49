import { rawSql } from '@cahier/db'
import type { WriteContext } from '@cahier/kernel'
import type { TellingContext } from './context'

/** Tells a participant of an event that they registered for, through what the app handed over. */
export const tell = (
  tx: TellingContext,
  type: string,
  { eventId, registrationId, participantId }: { eventId: string; registrationId: string; participantId: string },
): Promise<void> =>
  // The app handed it over with the whole client behind this narrowed context.
  tx.notify(tx as unknown as WriteContext, {
    participantId,
    type,
    payload: { subjectType: 'Event', subjectId: eventId, registrationId },
  })

/** Gives the places that are free to the first who wait, in the order of arrival, and tells them. Nothing once the event has started. */
export const moveUpWaitingList = async (tx: TellingContext, eventId: string): Promise<void> => {
  const { rows } = await rawSql<{ registrationId: string; registrant: string }>`SELECT * FROM "moveUpWaitingList"(
    ${eventId}::uuid, ${tx.clock().toISOString()}::timestamptz)`.execute(tx.sql)
  for (const { registrationId, registrant } of rows) {
    await tell(tx, 'registration.confirmed', { eventId, registrationId, participantId: registrant })
  }
}
