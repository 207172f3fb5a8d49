import { type PhaseActivity, rawSql, type Sql, type Tables } from '@cahier/db'
import type { Kysely } from 'kysely'
import { PhaseClosedError } from './errors'

interface PhaseReader {
  sql: Kysely<Pick<Tables, 'phase'>>
  clock: () => Date
}

const opens = (activity: PhaseActivity) => rawSql<boolean>`${activity}::"PhaseActivity" = ANY("opens")`

/** When the next phase that opens the act starts (RFC 3339), if one is planned. */
const nextOpening = async (
  { sql, clock }: PhaseReader,
  consultationId: string,
  activity: PhaseActivity,
): Promise<string | undefined> => {
  const next = await sql
    .selectFrom('phase')
    .select('startsAt')
    .where('consultationId', '=', consultationId)
    .where(opens(activity))
    .where('startsAt', '>', clock().toISOString())
    .orderBy('startsAt')
    .limit(1)
    .executeTakeFirst()
  return next?.startsAt
}

const running = ({ sql, clock }: PhaseReader, consultationIds: readonly string[], activity: PhaseActivity) => {
  const now = clock().toISOString()
  return sql
    .selectFrom('phase')
    .select('consultationId')
    .where('consultationId', '=', rawSql<string>`ANY(${consultationIds}::uuid[])`)
    .where(opens(activity))
    .where('startsAt', '<=', now)
    .where('endsAt', '>', now)
}

/**
 * Makes sure, in the transaction of the act, that a phase which opens it runs now: the phase's row is held FOR SHARE, so that nobody closes
 * it before the act is committed.
 * @throws PhaseClosedError
 */
export const requireOpenPhase = async (
  tx: PhaseReader,
  consultationId: string,
  activity: PhaseActivity,
): Promise<void> => {
  const phase = await running(tx, [consultationId], activity).limit(1).forShare().executeTakeFirst()
  if (!phase) throw new PhaseClosedError(activity, await nextOpening(tx, consultationId, activity))
}

/** Whether a phase that opens the act runs now, for each consultation, in the order asked. One statement. */
export const areOpen = async (
  ctx: { sql: Pick<Sql, 'selectFrom'>; clock: () => Date },
  consultationIds: readonly string[],
  activity: PhaseActivity,
): Promise<boolean[]> => {
  const rows = await running(ctx as PhaseReader, consultationIds, activity).execute()
  const open = new Set(rows.map((row) => row.consultationId))
  return consultationIds.map((id) => open.has(id))
}
