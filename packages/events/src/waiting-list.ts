import { rawSql } from '@cahier/db'
import type { WriteContext } from '@cahier/kernel'
import type { TellingContext } from './context'

/** Tells a participant of their event, through what the app handed over. */
export const tell = (
  tx: TellingContext,
  participantId: string,
  type: string,
  payload: { eventId: string; registrationId: string },
): Promise<void> =>
  // The app handed it over with the whole client behind this narrowed context.
  tx.notify(tx as unknown as WriteContext, { participantId, type, payload })

/** Gives the places that are free to the first who wait, in the order of arrival, and tells them. Nothing once the event has started. */
export const moveUpWaitingList = async (tx: TellingContext, eventId: string): Promise<void> => {
  const { rows } = await rawSql<{ registrationId: string; registrant: string }>`SELECT * FROM "moveUpWaitingList"(
    ${eventId}::uuid, ${tx.clock().toISOString()}::timestamptz)`.execute(tx.sql)
  for (const { registrationId, registrant } of rows) {
    await tell(tx, registrant, 'registration.confirmed', { eventId, registrationId })
  }
}
