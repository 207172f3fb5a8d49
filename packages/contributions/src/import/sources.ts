import { inTransaction, rawSql } from '@cahier/db'
import { newId, refuse, requireAdministrator, validate } from '@cahier/kernel'
import type { ContributionsContext } from '../context'
import { type ImportedSource, importedSources } from './rules'

const BATCH = 1_000

const importBatch = async (tx: ContributionsContext, rows: readonly ImportedSource[]): Promise<void> => {
  const json = JSON.stringify(rows.map((row) => ({ ...row, id: newId() })))
  await rawSql`INSERT INTO "contributionSource" ("id", "contributionId", "title", "url", "body", "externalId", "createdAt")
    SELECT "id", "contributionId", "title", "url", "body", "externalId", "createdAt" FROM jsonb_to_recordset(${json}::jsonb)
      AS r("id" uuid, "contributionId" uuid, "title" text, "url" text, "body" text, "externalId" text, "createdAt" timestamptz(3))
    ON CONFLICT ("contributionId", "externalId") DO UPDATE SET "title" = excluded."title", "url" = excluded."url",
      "body" = excluded."body"`.execute(tx.sql)
}

const consultationsOf = async (tx: ContributionsContext, rows: readonly ImportedSource[]): Promise<string[]> => {
  const ids = [...new Set(rows.map(({ contributionId }) => contributionId))]
  const { rows: found } = await rawSql<{
    consultationId: string
    count: number
  }>`SELECT "consultationId", count(*)::int AS "count"
    FROM "contribution" WHERE "id" = ANY(${ids}::uuid[]) GROUP BY 1`.execute(tx.sql)
  if (found.reduce((sum, { count }) => sum + count, 0) !== ids.length) refuse('contributionId', 'unknown')
  return found.map(({ consultationId }) => consultationId)
}

/**
 * Brings sources of contributions in, for the platform and its administrators; those that came before (by `externalId`) are updated. All or
 * nothing; idempotent; one statement a thousand rows.
 * @throws ValidationError for texts out of bounds or a contribution that does not exist; NotAllowedError, NotAuthenticatedError
 */
export const importSources = async (ctx: ContributionsContext, rows: readonly ImportedSource[]): Promise<void> => {
  requireAdministrator(ctx.viewer)
  const named = validate(importedSources, rows).map((row) => [`${row.contributionId} ${row.externalId}`, row] as const)
  const valid = [...new Map(named).values()]
  await inTransaction(ctx, async (tx) => {
    const consultations = await consultationsOf(tx, valid)
    for (let start = 0; start < valid.length; start += BATCH) await importBatch(tx, valid.slice(start, start + BATCH))
    for (const consultationId of consultations) {
      const fact = { type: 'contribution.sourcesImported', consultationId, subjectType: 'Consultation' }
      await tx.outbox.record(tx, { ...fact, subjectId: consultationId })
    }
  })
}
