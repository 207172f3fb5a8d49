import { inTransaction, rawSql, VoteValue } from '@cahier/db'
import { requireAdministrator, validate } from '@cahier/kernel'
import { z } from 'zod'
import type { ContributionsContext } from '../context'
import { anId } from '../rules'
import { requireImportTargets } from './talk-targets'

const BATCH = 1_000

/** A vote that comes from elsewhere, of a participant who is known here. */
export interface ImportedVote {
  /** A contribution of the consultation. */
  contributionId: string
  /** A participant of the consultation. */
  participantId: string
  value: VoteValue
  castAt: Date
}

const importedVotes: z.ZodType<ImportedVote[]> = z.array(
  z.object({ contributionId: anId, participantId: anId, value: z.enum(VoteValue), castAt: z.date() }),
)

/** A vote that is there already stays when it is the later one. */
const upsert = async (tx: ContributionsContext, rows: readonly ImportedVote[]): Promise<void> => {
  await rawSql`INSERT INTO "vote" AS v ("contributionId", "participantId", "value", "castAt")
    SELECT "contributionId", "participantId", "value", "castAt" FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS r("contributionId" uuid, "participantId" uuid, "value" "VoteValue", "castAt" timestamptz(3))
    ON CONFLICT ("contributionId", "participantId") DO UPDATE SET "value" = excluded."value", "castAt" = excluded."castAt"
    WHERE excluded."castAt" > v."castAt"`.execute(tx.sql)
}

/**
 * Brings votes in, for the platform and its administrators, whatever the phase; counters move with them. A vote cast here later than one that
 * comes in stays. All or nothing; idempotent; one statement a thousand rows.
 * @throws ValidationError for a contribution or a participant of another consultation; NotAllowedError, NotAuthenticatedError
 */
export const importVotes = async (
  ctx: ContributionsContext,
  consultationId: string,
  rows: readonly ImportedVote[],
): Promise<void> => {
  requireAdministrator(ctx.viewer)
  const named = validate(importedVotes, rows).map((row) => [`${row.contributionId} ${row.participantId}`, row] as const)
  // The last of several of one participant on one contribution, as if they came one after the other.
  const valid = [...new Map(named).values()]
  await inTransaction(ctx, async (tx) => {
    const contributions = new Set(valid.map(({ contributionId }) => contributionId))
    await requireImportTargets(tx, consultationId, contributions, new Set(valid.map((row) => row.participantId)))
    for (let start = 0; start < valid.length; start += BATCH) await upsert(tx, valid.slice(start, start + BATCH))
    const fact = { type: 'vote.imported', consultationId, subjectType: 'Consultation', subjectId: consultationId }
    await tx.outbox.record(tx, { ...fact, payload: { count: valid.length } })
  })
}
