import { rawSql } from '@cahier/db'
import { areOpen, inSeenConsultation, isId, participantIn } from '@cahier/kernel'
import type { ContributionsReadContext } from './context'
import type { Obstacle } from './obstacles'

/**
 * What keeps the viewer from contributing under these themes, in the order asked; nothing where they may. Two statements. What is not seen
 * or does not exist is told by the same word.
 */
export const listThemeObstacles = async (
  ctx: ContributionsReadContext & { clock: () => Date },
  themeIds: readonly string[],
): Promise<Obstacle[][]> => {
  const themes = await ctx.sql
    .selectFrom('theme')
    .select(['id', 'consultationId', 'status'])
    .where('id', '=', rawSql<string>`ANY(${themeIds.filter(isId)}::uuid[])`)
    .where(inSeenConsultation(ctx.viewer, 'theme.consultationId'))
    .execute()
  const consultations = [...new Set(themes.map(({ consultationId }) => consultationId))]
  const open = await areOpen(ctx, consultations, 'CONTRIBUTING')
  const isVisitor = ctx.viewer.kind === 'visitor'
  return themeIds.map((themeId) => {
    const theme = themes.find(({ id }) => id === themeId)
    const obstacles: [Obstacle, boolean | undefined][] = [
      ['NOT_AUTHENTICATED', isVisitor],
      ['NOT_PARTICIPATING', theme && !isVisitor && !participantIn(ctx.viewer, theme.consultationId)],
      ['NOT_PUBLIC', !theme],
      ['THEME_CLOSED', theme && theme.status !== 'OPEN'],
      ['PHASE_CLOSED', theme && !open[consultations.indexOf(theme.consultationId)]],
    ]
    return obstacles.filter(([, stands]) => stands).map(([obstacle]) => obstacle)
  })
}
