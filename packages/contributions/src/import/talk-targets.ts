import { rawSql } from '@cahier/db'
import { refuse } from '@cahier/kernel'
import type { ContributionsContext } from '../context'

/**
 * Makes sure that rows which come in are about contributions and participants of one consultation. One statement.
 * @throws ValidationError
 */
export const requireImportTargets = async (
  tx: ContributionsContext,
  consultationId: string,
  contributions: ReadonlySet<string>,
  participants: ReadonlySet<string>,
): Promise<void> => {
  const { rows } = await rawSql<{ contributions: number; participants: number }>`SELECT
    (SELECT count(*)::int FROM "contribution" WHERE "consultationId" = ${consultationId}::uuid
      AND "id" = ANY(${[...contributions]}::uuid[])) AS "contributions",
    (SELECT count(*)::int FROM "participant" WHERE "consultationId" = ${consultationId}::uuid
      AND "id" = ANY(${[...participants]}::uuid[])) AS "participants"`.execute(tx.sql)
  if (rows[0]?.contributions !== contributions.size) refuse('contributionId', 'elsewhere')
  if (rows[0]?.participants !== participants.size) refuse('participantId', 'elsewhere')
}
