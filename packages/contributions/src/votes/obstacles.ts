import { rawSql } from '@cahier/db'
import { inSeenConsultation, isId, isPublic, participantIn } from '@cahier/kernel'
import type { ContributionsReadContext } from '../context'

/** What keeps somebody from voting on a contribution. */
export const VoteObstacle = {
  NOT_AUTHENTICATED: 'NOT_AUTHENTICATED',
  NOT_PARTICIPATING: 'NOT_PARTICIPATING',
  NOT_PUBLIC: 'NOT_PUBLIC',
  THEME_CLOSED: 'THEME_CLOSED',
  PHASE_CLOSED: 'PHASE_CLOSED',
} as const
export type VoteObstacle = (typeof VoteObstacle)[keyof typeof VoteObstacle]

interface VotingState {
  id: string
  consultationId: string
  isThemeOpen: boolean
  isPhaseOpen: boolean
}

const votingStates = async (
  { sql, viewer }: ContributionsReadContext,
  ids: readonly string[],
  now: string,
): Promise<Map<string, VotingState>> => {
  const rows: VotingState[] = await sql
    .selectFrom('contribution')
    .innerJoin('theme', 'theme.id', 'contribution.themeId')
    .where('contribution.id', '=', rawSql<string>`ANY(${ids.filter(isId)}::uuid[])`)
    .where(isPublic('contribution'))
    .where(inSeenConsultation(viewer, 'contribution.consultationId'))
    .select([
      'contribution.id',
      'contribution.consultationId',
      rawSql<boolean>`"theme"."status" = 'OPEN'`.as('isThemeOpen'),
      // Read once a statement, whatever its rows.
      rawSql<boolean>`"contribution"."consultationId" = ANY (ARRAY(SELECT p."consultationId" FROM "phase" p
        JOIN "consultation" k ON k."id" = p."consultationId" WHERE k."status" = 'PUBLISHED' AND 'VOTING' = ANY (p."opens")
        AND p."startsAt" <= ${now}::timestamptz AND p."endsAt" > ${now}::timestamptz))`.as('isPhaseOpen'),
    ])
    .execute()
  return new Map(rows.map((row) => [row.id, row]))
}

/**
 * What keeps the viewer from voting on these contributions, in the order asked; nothing where they may. One statement. What is not public,
 * is not seen or does not exist is told by the same word.
 */
export const listVoteObstacles = async (
  ctx: ContributionsReadContext & { clock: () => Date },
  contributionIds: readonly string[],
): Promise<VoteObstacle[][]> => {
  const { viewer } = ctx
  const states = await votingStates(ctx, contributionIds, ctx.clock().toISOString())
  return contributionIds.map((id) => {
    const state = states.get(id)
    if (!state) return viewer.kind === 'visitor' ? ['NOT_AUTHENTICATED', 'NOT_PUBLIC'] : ['NOT_PUBLIC']
    const obstacles: [VoteObstacle, boolean][] = [
      ['NOT_AUTHENTICATED', viewer.kind === 'visitor'],
      ['NOT_PARTICIPATING', viewer.kind !== 'visitor' && !participantIn(viewer, state.consultationId)],
      ['THEME_CLOSED', !state.isThemeOpen],
      ['PHASE_CLOSED', !state.isPhaseOpen],
    ]
    return obstacles.filter(([, stands]) => stands).map(([obstacle]) => obstacle)
  })
}
