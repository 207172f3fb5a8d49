import { rawSql } from '@cahier/db'
import { isId } from '@cahier/kernel'
import type { ContributionsReadContext } from '../context'
import type { Vote } from './vote'

/** The viewer's votes on these contributions, in the order asked; null where they have none. One statement, none for who has joined nothing. */
export const viewerVotes = async (
  { sql, viewer }: ContributionsReadContext,
  contributionIds: readonly string[],
): Promise<(Vote | null)[]> => {
  const participants = viewer.kind === 'person' ? [...viewer.participants.values()] : []
  if (participants.length === 0) return contributionIds.map(() => null)
  const rows = await sql
    .selectFrom('vote')
    .select(['contributionId', 'value', 'castAt'])
    .where('contributionId', '=', rawSql<string>`ANY(${contributionIds.filter(isId)}::uuid[])`)
    .where('participantId', '=', rawSql<string>`ANY(${participants}::uuid[])`)
    .execute()
  const votes = new Map(rows.map((row) => [row.contributionId, row]))
  return contributionIds.map((id) => votes.get(id) ?? null)
}
