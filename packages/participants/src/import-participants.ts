import { type ActorKind, inTransaction, isUniqueViolation, type Origin, rawSql } from '@cahier/db'
import { found, line, newId, refuse, requireAdministrator, validate } from '@cahier/kernel'
import { z } from 'zod'
import type { ParticipantsContext } from './context'
import { actorKind, id, origin, shownName } from './rules'

/** A participant who comes from elsewhere: nobody here signs in as them. */
export interface ImportedParticipant {
  /** Names them where they come from; unique in the consultation. */
  externalId: string
  /** Unique in the consultation; 80 characters at most. */
  pseudonym: string
  actorKind: ActorKind
  territoryId: string | null
  isUnder15: boolean
  origin: Origin
  /** When they joined; now unless told. */
  createdAt?: Date | undefined
}

const rules: z.ZodType<ImportedParticipant[]> = z.array(
  z.object({
    externalId: line(200),
    pseudonym: shownName,
    actorKind,
    territoryId: id.nullable(),
    isUnder15: z.boolean(),
    origin,
    createdAt: z.date().optional(),
  }),
)

/** Rows a statement. */
const BATCH = 5_000

const insertRows = async (
  { sql, clock }: ParticipantsContext,
  consultationId: string,
  rows: readonly ImportedParticipant[],
): Promise<number> => {
  const json = JSON.stringify(rows.map((row) => ({ createdAt: clock(), ...row, id: newId() })))
  const inserted = await rawSql`INSERT INTO "participant"
      ("id", "consultationId", "externalId", "pseudonym", "actorKind", "territoryId", "isUnder15", "origin", "createdAt")
    SELECT "id", ${consultationId}::uuid, "externalId", "pseudonym", "actorKind", "territoryId", "isUnder15", "origin", "createdAt"
    FROM jsonb_to_recordset(${json}::text::jsonb) AS "row"("id" uuid, "externalId" text, "pseudonym" text,
      "actorKind" "ActorKind", "territoryId" uuid, "isUnder15" boolean, "origin" "Origin", "createdAt" timestamptz)
    ON CONFLICT ("consultationId", "externalId") DO NOTHING RETURNING "id"`.execute(sql)
  return inserted.rows.length
}

const idsOf = async (
  { sql }: ParticipantsContext,
  consultationId: string,
  rows: readonly ImportedParticipant[],
): Promise<Map<string, string>> => {
  const externalIds = rows.map(({ externalId }) => externalId)
  const known = await sql
    .selectFrom('participant')
    .select(['id', rawSql<string>`"externalId"`.as('externalId')])
    .where('consultationId', '=', consultationId)
    .where('externalId', '=', rawSql<string>`ANY(${externalIds}::text[])`)
    .execute()
  return new Map(known.map((row) => [row.externalId, row.id]))
}

const requireConsultation = async ({ sql }: ParticipantsContext, consultationId: string): Promise<void> => {
  const consultation = sql.selectFrom('consultation').select('id').where('id', '=', consultationId)
  found(await consultation.executeTakeFirst(), 'Consultation', consultationId)
}

/**
 * Brings participants in, for the platform and its administrators, thousands in a few statements; those that came before, by `externalId`, stay
 * as they are. Returns the ids of all of them by `externalId`. Idempotent.
 * @throws ValidationError (a pseudonym that another participant has, too), NotFoundError, NotAuthenticatedError, NotAllowedError
 */
export const importParticipants = async (
  ctx: ParticipantsContext,
  consultationId: string,
  participants: readonly ImportedParticipant[],
): Promise<Map<string, string>> => {
  requireAdministrator(ctx.viewer)
  validate(id, consultationId)
  const rows = validate(rules, participants)
  const imported = inTransaction(ctx, async (tx) => {
    await requireConsultation(tx, consultationId)
    let count = 0
    for (let n = 0; n < rows.length; n += BATCH) count += await insertRows(tx, consultationId, rows.slice(n, n + BATCH))
    const fact = { type: 'participant.imported', subjectType: 'Consultation', subjectId: consultationId }
    if (count > 0) await tx.outbox.record(tx, { ...fact, consultationId, payload: { count } })
    return idsOf(tx, consultationId, rows)
  })
  return imported.catch((error: unknown) => {
    if (isUniqueViolation(error)) refuse('pseudonym', 'taken')
    throw error
  })
}
