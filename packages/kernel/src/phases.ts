import { type PhaseActivity, rawSql, type Tables } from '@cahier/db'
import type { Kysely } from 'kysely'
import { PhaseClosedError } from './errors'

interface PhaseReader {
  sql: Kysely<Pick<Tables, 'phase' | 'consultation'>>
  clock: () => Date
}

/** The phases that open the act, in published consultations: a draft opens nothing yet, an archived one nothing any more. */
const opening = ({ sql }: PhaseReader, consultationIds: readonly string[], activity: PhaseActivity) =>
  sql
    .selectFrom('phase')
    .innerJoin('consultation', 'consultation.id', 'phase.consultationId')
    .where('consultation.status', '=', 'PUBLISHED')
    .where('phase.consultationId', '=', rawSql<string>`ANY(${consultationIds}::uuid[])`)
    .where(rawSql<boolean>`${activity}::"PhaseActivity" = ANY("phase"."opens")`)

/** When the next phase that opens the act starts (RFC 3339), if one is planned. */
const nextOpening = async (
  reader: PhaseReader,
  consultationId: string,
  activity: PhaseActivity,
): Promise<string | undefined> => {
  const next = await opening(reader, [consultationId], activity)
    .select('phase.startsAt')
    .where('phase.startsAt', '>', reader.clock().toISOString())
    .orderBy('phase.startsAt')
    .limit(1)
    .executeTakeFirst()
  return next?.startsAt
}

const running = (reader: PhaseReader, consultationIds: readonly string[], activity: PhaseActivity) => {
  const now = reader.clock().toISOString()
  return opening(reader, consultationIds, activity)
    .select('phase.consultationId')
    .where('phase.startsAt', '<=', now)
    .where('phase.endsAt', '>', now)
}

/**
 * Makes sure, in the transaction of the act, that a phase which opens it runs now in a published consultation: both rows are held FOR SHARE,
 * so that nobody closes the phase nor archives the consultation before the act is committed.
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
  ctx: PhaseReader,
  consultationIds: readonly string[],
  activity: PhaseActivity,
): Promise<boolean[]> => {
  const rows = await running(ctx, consultationIds, activity).execute()
  const open = new Set(rows.map((row) => row.consultationId))
  return consultationIds.map((id) => open.has(id))
}
