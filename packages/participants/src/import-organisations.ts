import { type ActorKind, inTransaction, type Origin, rawSql } from '@cahier/db'
import { newId, requireAdministrator, slug, validate } from '@cahier/kernel'
import { z } from 'zod'
import type { ParticipantsContext } from './context'
import { actorKind, organisationName, origin } from './rules'

/** An organisation that comes from elsewhere: nobody here has verified it. */
export interface ImportedOrganisation {
  /** Its name in addresses, unique on the platform. */
  slug: string
  /** 200 characters at most. */
  name: string
  actorKind: ActorKind
  origin: Origin
}

const rules: z.ZodType<ImportedOrganisation[]> = z.array(z.object({ slug, name: organisationName, actorKind, origin }))

const insertRows = async (
  { sql, clock }: ParticipantsContext,
  rows: readonly ImportedOrganisation[],
): Promise<{ id: string }[]> => {
  const json = JSON.stringify(rows.map((row) => ({ ...row, id: newId(), createdAt: clock() })))
  const inserted = await rawSql<{ id: string }>`INSERT INTO "organisation"
      ("id", "slug", "name", "actorKind", "origin", "createdAt")
    SELECT "id", "slug", "name", "actorKind", "origin", "createdAt"
    FROM jsonb_to_recordset(${json}::text::jsonb) AS "row"("id" uuid, "slug" text, "name" text,
      "actorKind" "ActorKind", "origin" "Origin", "createdAt" timestamptz)
    ON CONFLICT ("slug") DO NOTHING RETURNING "id"`.execute(sql)
  return inserted.rows
}

/**
 * Brings organisations in, for the platform and its administrators; those that are here already, by `slug`, stay as they are. Returns the ids
 * of all of them by `slug`. One fact for all, that names the first and how many came. Idempotent.
 * @throws ValidationError, NotAuthenticatedError, NotAllowedError
 */
export const importOrganisations = async (
  ctx: ParticipantsContext,
  organisations: readonly ImportedOrganisation[],
): Promise<Map<string, string>> => {
  requireAdministrator(ctx.viewer)
  const rows = validate(rules, organisations)
  return inTransaction(ctx, async (tx) => {
    const inserted = await insertRows(tx, rows)
    if (inserted[0]) {
      const fact = { type: 'organisation.imported', subjectType: 'Organisation', subjectId: inserted[0].id }
      await tx.outbox.record(tx, { ...fact, consultationId: null, payload: { count: inserted.length } })
    }
    const slugs = rows.map((row) => row.slug)
    const known = await tx.sql
      .selectFrom('organisation')
      .select(['id', 'slug'])
      .where('slug', '=', rawSql<string>`ANY(${slugs}::text[])`)
      .execute()
    return new Map(known.map((row) => [row.slug, row.id]))
  })
}
