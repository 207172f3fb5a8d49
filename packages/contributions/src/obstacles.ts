import { type PhaseActivity, rawSql } from '@cahier/db'
import { inSeenConsultation, isId, isPublic, participantIn } from '@cahier/kernel'
import type { ContributionsReadContext } from './context'

/** What keeps somebody from voting or commenting on a contribution. */
export const Obstacle = {
  NOT_AUTHENTICATED: 'NOT_AUTHENTICATED',
  NOT_PARTICIPATING: 'NOT_PARTICIPATING',
  NOT_PUBLIC: 'NOT_PUBLIC',
  THEME_CLOSED: 'THEME_CLOSED',
  PHASE_CLOSED: 'PHASE_CLOSED',
} as const
export type Obstacle = (typeof Obstacle)[keyof typeof Obstacle]

interface State {
  id: string
  consultationId: string
  isThemeOpen: boolean
  isPhaseOpen: boolean
}

const statesOf = async (
  { sql, viewer, clock }: ContributionsReadContext & { clock: () => Date },
  activity: PhaseActivity,
  ids: readonly string[],
): Promise<Map<string, State>> => {
  const now = clock().toISOString()
  const rows: State[] = await sql
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
        JOIN "consultation" k ON k."id" = p."consultationId" WHERE k."status" = 'PUBLISHED' AND ${activity}::"PhaseActivity" = ANY (p."opens")
        AND p."startsAt" <= ${now}::timestamptz AND p."endsAt" > ${now}::timestamptz))`.as('isPhaseOpen'),
    ])
    .execute()
  return new Map(rows.map((row) => [row.id, row]))
}

/**
 * What keeps the viewer from voting or commenting on these contributions, in the order asked; nothing where they may. One statement. What is
 * not public, is not seen or does not exist is told by the same word.
 */
export const listObstacles = async (
  ctx: ContributionsReadContext & { clock: () => Date },
  activity: 'VOTING' | 'COMMENTING',
  contributionIds: readonly string[],
): Promise<Obstacle[][]> => {
  const isVisitor = ctx.viewer.kind === 'visitor'
  const states = await statesOf(ctx, activity, contributionIds)
  return contributionIds.map((id) => {
    const state = states.get(id)
    const obstacles: [Obstacle, boolean | undefined][] = [
      ['NOT_AUTHENTICATED', isVisitor],
      ['NOT_PARTICIPATING', state && !isVisitor && !participantIn(ctx.viewer, state.consultationId)],
      ['NOT_PUBLIC', !state],
      ['THEME_CLOSED', state && !state.isThemeOpen],
      ['PHASE_CLOSED', state && !state.isPhaseOpen],
    ]
    return obstacles.filter(([, stands]) => stands).map(([obstacle]) => obstacle)
  })
}
