import { inTransaction, isCheckViolation, rawSql } from '@cahier/db'
import { newId, refuse, requireAdministrator, validate } from '@cahier/kernel'
import type { EventsContext } from './context'
import { type ImportedRegistration, importedRegistrations } from './rules'

const BATCH = 1_000

/** Who comes first in the batch has the lower rank: the sequence counts the rows as they are ordered. */
const writeRegistrations = async (tx: EventsContext, rows: readonly ImportedRegistration[]): Promise<number> => {
  const json = JSON.stringify(rows.map((row, rank) => ({ ...row, id: newId(), rank })))
  const written =
    await rawSql`INSERT INTO "registration" ("id", "eventId", "participantId", "status", "createdAt", "updatedAt")
    SELECT r."id", r."eventId", r."participantId", r."status", r."createdAt", now()
    FROM jsonb_to_recordset(${json}::jsonb) AS r("id" uuid, "eventId" uuid, "participantId" uuid, "status" "RegistrationStatus",
      "createdAt" timestamptz, "rank" integer)
    JOIN "event" e ON e."id" = r."eventId"
    JOIN "participant" p ON p."id" = r."participantId" AND p."consultationId" = e."consultationId"
    ORDER BY r."rank"
    ON CONFLICT ("eventId", "participantId") DO UPDATE SET "status" = EXCLUDED."status"
    RETURNING "id"`.execute(tx.sql)
  return written.rows.length
}

/** One fact for each consultation that registrations came to. */
const tellOfImport = async (tx: EventsContext, registrations: readonly ImportedRegistration[]): Promise<void> => {
  const eventIds = [...new Set(registrations.map(({ eventId }) => eventId))]
  const consultations = await tx.sql
    .selectFrom('event')
    .select('consultationId')
    .where('id', '=', rawSql<string>`ANY(${eventIds}::uuid[])`)
    .groupBy('consultationId')
    .execute()
  for (const { consultationId } of consultations) {
    const fact = { type: 'registration.imported', subjectType: 'Consultation', subjectId: consultationId }
    await tx.outbox.record(tx, { ...fact, consultationId })
  }
}

/**
 * Brings registrations in, given in the order of arrival, for the platform and its administrators; those that came before (same event, same
 * participant) get the status given. Idempotent.
 * @throws ValidationError for a participant who is not of the event's consultation, two registrations of one, or more confirmed than places
 */
export const importRegistrations = async (ctx: EventsContext, rows: readonly ImportedRegistration[]): Promise<void> => {
  requireAdministrator(ctx.viewer)
  const registrations = validate(importedRegistrations, rows)
  const pairs = new Set(registrations.map(({ eventId, participantId }) => `${eventId} ${participantId}`))
  if (pairs.size < registrations.length) refuse('participantId', 'taken')
  await inTransaction(ctx, async (tx) => {
    for (let n = 0; n < registrations.length; n += BATCH) {
      const batch = registrations.slice(n, n + BATCH)
      if ((await writeRegistrations(tx, batch)) < batch.length) refuse('participantId', 'elsewhere')
    }
    await tellOfImport(tx, registrations)
  }).catch((error: unknown) => {
    if (isCheckViolation(error)) refuse('status', 'full')
    throw error
  })
}
