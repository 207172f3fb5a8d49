import { inTransaction, rawSql } from '@cahier/db'
import { newId, requireAdministrator, ValidationError, validate } from '@cahier/kernel'
import type { ContributionsContext } from '../context'
import { type ImportedComment, importedComments } from './comment-rules'
import { requireImportTargets } from './talk-targets'

const BATCH = 1_000

/** What names a comment: ids are kept by it. */
const keyOf = (contributionId: string, externalId: string): string => `${contributionId} ${externalId}`

/** The ids of the comments that came before, theirs and their parents'. */
const knownIds = async (
  tx: ContributionsContext,
  rows: readonly ImportedComment[],
): Promise<(readonly [string, string])[]> => {
  const named = rows.flatMap(({ contributionId, externalId, parentExternalId }) => [
    [contributionId, externalId] as const,
    ...(parentExternalId ? [[contributionId, parentExternalId] as const] : []),
  ])
  const { rows: known } = await rawSql<{ id: string; contributionId: string; externalId: string }>`
    SELECT c."id", c."contributionId", c."externalId" FROM "comment" c
    JOIN unnest(${named.map(([id]) => id)}::uuid[], ${named.map(([, externalId]) => externalId)}::text[]) AS k("contributionId", "externalId")
      ON c."contributionId" = k."contributionId" AND c."externalId" = k."externalId"`.execute(tx.sql)
  return known.map(({ id, contributionId, externalId }) => [keyOf(contributionId, externalId), id] as const)
}

/** The rows with their ids and their parents'. @throws ValidationError for a parent that is neither here before it nor came earlier */
const withIds = (rows: readonly ImportedComment[], start: number, ids: Map<string, string>) =>
  rows.map((row, place) => {
    const { contributionId, externalId, parentExternalId } = row
    const parentId = parentExternalId ? ids.get(keyOf(contributionId, parentExternalId)) : null
    if (parentId === undefined)
      throw new ValidationError([{ path: [start + place, 'parentExternalId'], rule: 'unknown' }])
    const key = keyOf(contributionId, externalId)
    const id = ids.get(key) ?? newId()
    ids.set(key, id)
    return { ...row, id, parentId }
  })

/** Writes the rows, and those that came before only where they differ: what moderation decided here stays as it is. */
const upsert = async (tx: ContributionsContext, rows: readonly object[]): Promise<void> => {
  await rawSql`INSERT INTO "comment" AS c ("id", "contributionId", "parentId", "authorId", "stance", "body", "locale", "hiddenAt", "origin",
      "externalId", "importedAgreeCount", "createdAt", "updatedAt")
    SELECT r."id", r."contributionId", r."parentId", r."authorId", r."stance", r."body", r."locale",
      CASE WHEN r."isHidden" THEN r."createdAt" END, r."origin", r."externalId", coalesce(r."importedAgreeCount", 0), r."createdAt", r."createdAt"
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r("id" uuid, "contributionId" uuid, "parentId" uuid, "authorId" uuid,
      "stance" "Stance", "body" text, "locale" text, "origin" "Origin", "externalId" text, "importedAgreeCount" integer,
      "createdAt" timestamptz(3), "isHidden" boolean)
    ON CONFLICT ("contributionId", "externalId") DO UPDATE SET "authorId" = excluded."authorId", "stance" = excluded."stance",
      "body" = excluded."body", "locale" = excluded."locale", "importedAgreeCount" = excluded."importedAgreeCount",
      "updatedAt" = ${tx.clock().toISOString()}::timestamptz,
      "version" = c."version" + ((c."stance", c."body") IS DISTINCT FROM (excluded."stance", excluded."body"))::int
    WHERE (c."authorId", c."stance", c."body", c."locale", c."importedAgreeCount")
      IS DISTINCT FROM (excluded."authorId", excluded."stance", excluded."body", excluded."locale", excluded."importedAgreeCount")`.execute(
    tx.sql,
  )
}

/**
 * Brings comments in, for the platform and its administrators, whatever the phase; those that came before (by `externalId`) are updated, a
 * new text as a new version. Returns their ids by `externalId`. All or nothing; idempotent; two statements a thousand rows.
 * @throws ValidationError for texts out of bounds, a parent that does not come first, a contribution or an author of another consultation;
 * NotAllowedError, NotAuthenticatedError
 */
export const importComments = async (
  ctx: ContributionsContext,
  consultationId: string,
  rows: readonly ImportedComment[],
): Promise<Map<string, string>> => {
  requireAdministrator(ctx.viewer)
  const named = validate(importedComments, rows).map((row) => [keyOf(row.contributionId, row.externalId), row] as const)
  // The last of several with one external id, as if they came one after the other.
  const valid = [...new Map(named).values()]
  return inTransaction(ctx, async (tx) => {
    const authors = new Set(valid.flatMap(({ authorId }) => authorId ?? []))
    await requireImportTargets(tx, consultationId, new Set(valid.map(({ contributionId }) => contributionId)), authors)
    const ids = new Map<string, string>()
    for (let start = 0; start < valid.length; start += BATCH) {
      const batch = valid.slice(start, start + BATCH)
      for (const [key, id] of await knownIds(tx, batch)) ids.set(key, id)
      await upsert(tx, withIds(batch, start, ids))
    }
    const fact = { type: 'comment.imported', consultationId, subjectType: 'Consultation', subjectId: consultationId }
    await tx.outbox.record(tx, { ...fact, payload: { count: valid.length } })
    return new Map(valid.map((row) => [row.externalId, ids.get(keyOf(row.contributionId, row.externalId)) ?? '']))
  })
}
