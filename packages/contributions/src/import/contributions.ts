import { inTransaction, rawSql } from '@cahier/db'
import { newId, refuse, requireAdministrator, validate } from '@cahier/kernel'
import type { ContributionsContext } from '../context'
import { type ImportedContribution, importedContributions } from './rules'

const BATCH = 1_000

/** @throws ValidationError for a theme or an author that is not of the consultation */
const requireTargets = async (
  tx: ContributionsContext,
  consultationId: string,
  rows: readonly ImportedContribution[],
): Promise<void> => {
  const themes = [...new Set(rows.map(({ themeId }) => themeId))]
  const authors = [...new Set(rows.flatMap(({ authorId }) => authorId ?? []))]
  const counted = await rawSql<{ themes: number; authors: number }>`SELECT
    (SELECT count(*)::int FROM "theme" WHERE "consultationId" = ${consultationId}::uuid AND "id" = ANY(${themes}::uuid[])) AS "themes",
    (SELECT count(*)::int FROM "participant" WHERE "consultationId" = ${consultationId}::uuid
      AND "id" = ANY(${authors}::uuid[])) AS "authors"`.execute(tx.sql)
  if (counted.rows[0]?.themes !== themes.length) refuse('themeId', 'elsewhere')
  if (counted.rows[0]?.authors !== authors.length) refuse('authorId', 'elsewhere')
}

/** Writes the rows, and those that came before only where they differ: what moderation decided here stays as it is. */
const upsert = async (
  tx: ContributionsContext,
  consultationId: string,
  rows: readonly ImportedContribution[],
): Promise<void> => {
  const json = JSON.stringify(rows.map((row) => ({ ...row, ...row.tally, id: newId() })))
  await rawSql`INSERT INTO "contribution" AS c ("id", "consultationId", "themeId", "authorId", "kind", "status", "hiddenAt", "title", "body",
      "locale", "origin", "externalId", "importedAgreeCount", "importedMixedCount", "importedDisagreeCount", "createdAt", "publishedAt", "updatedAt")
    SELECT r."id", ${consultationId}::uuid, r."themeId", r."authorId", r."kind", 'PUBLISHED',
      CASE WHEN r."isHidden" THEN coalesce(r."updatedAt", r."publishedAt") END, r."title", r."body", r."locale", r."origin", r."externalId",
      coalesce(r."agree", 0), coalesce(r."mixed", 0), coalesce(r."disagree", 0), r."publishedAt", r."publishedAt",
      coalesce(r."updatedAt", r."publishedAt")
    FROM jsonb_to_recordset(${json}::jsonb) AS r("id" uuid, "externalId" text, "themeId" uuid, "authorId" uuid, "kind" "ContributionKind",
      "title" text, "body" text, "locale" text, "origin" "Origin", "publishedAt" timestamptz(3), "updatedAt" timestamptz(3),
      "isHidden" boolean, "agree" integer, "mixed" integer, "disagree" integer)
    ON CONFLICT ("consultationId", "externalId") DO UPDATE SET "themeId" = excluded."themeId", "authorId" = excluded."authorId",
      "kind" = excluded."kind", "title" = excluded."title", "body" = excluded."body", "locale" = excluded."locale",
      "importedAgreeCount" = excluded."importedAgreeCount", "importedMixedCount" = excluded."importedMixedCount",
      "importedDisagreeCount" = excluded."importedDisagreeCount", "updatedAt" = excluded."updatedAt", "version" = c."version" + 1
    WHERE (c."themeId", c."authorId", c."kind", c."title", c."body", c."locale", c."importedAgreeCount", c."importedMixedCount",
        c."importedDisagreeCount") IS DISTINCT FROM (excluded."themeId", excluded."authorId", excluded."kind", excluded."title",
        excluded."body", excluded."locale", excluded."importedAgreeCount", excluded."importedMixedCount", excluded."importedDisagreeCount")`.execute(
    tx.sql,
  )
}

/** Keeps the texts of these contributions that are not their last version's as a version more. */
const writeVersions = async (tx: ContributionsContext, ids: readonly string[]): Promise<void> => {
  await rawSql`INSERT INTO "contributionVersion" ("contributionId", "number", "title", "body", "writtenAt")
    SELECT c."id", coalesce(v."number", 0) + 1, c."title", c."body", CASE WHEN v."number" IS NULL THEN c."publishedAt" ELSE c."updatedAt" END
    FROM "contribution" c LEFT JOIN LATERAL (SELECT * FROM "contributionVersion" WHERE "contributionId" = c."id"
      ORDER BY "number" DESC LIMIT 1) v ON true
    WHERE c."id" = ANY(${ids}::uuid[]) AND (v."title", v."body") IS DISTINCT FROM (c."title", c."body")`.execute(tx.sql)
}

const importBatch = async (
  tx: ContributionsContext,
  consultationId: string,
  rows: readonly ImportedContribution[],
): Promise<(readonly [string, string])[]> => {
  await upsert(tx, consultationId, rows)
  const externalIds = rows.map(({ externalId }) => externalId)
  const written = await tx.sql
    .selectFrom('contribution')
    .select(['id', 'externalId'])
    .where('consultationId', '=', consultationId)
    .where('externalId', '=', rawSql<string>`ANY(${externalIds}::text[])`)
    .execute()
  await writeVersions(
    tx,
    written.map(({ id }) => id),
  )
  return written.map(({ id, externalId }) => [externalId ?? '', id] as const)
}

/**
 * Brings contributions in, published, for the platform and its administrators, whatever the phase; those that came before (by `externalId`)
 * are updated, a new text as a new version. Returns their ids by `externalId`. All or nothing; idempotent; four statements a thousand rows.
 * @throws ValidationError for texts out of bounds, a theme or an author of another consultation; NotAllowedError, NotAuthenticatedError
 */
export const importContributions = async (
  ctx: ContributionsContext,
  consultationId: string,
  rows: readonly ImportedContribution[],
): Promise<Map<string, string>> => {
  requireAdministrator(ctx.viewer)
  // The last of several with one external id, as if they came one after the other.
  const valid = [...new Map(validate(importedContributions, rows).map((row) => [row.externalId, row])).values()]
  return inTransaction(ctx, async (tx) => {
    await requireTargets(tx, consultationId, valid)
    const ids = new Map<string, string>()
    for (let start = 0; start < valid.length; start += BATCH) {
      for (const [externalId, id] of await importBatch(tx, consultationId, valid.slice(start, start + BATCH)))
        ids.set(externalId, id)
    }
    const fact = { type: 'contribution.imported', consultationId, subjectType: 'Consultation' }
    await tx.outbox.record(tx, { ...fact, subjectId: consultationId, payload: { count: valid.length } })
    return ids
  })
}
