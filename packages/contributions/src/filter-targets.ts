import { rawSql, type TerritoryKind } from '@cahier/db'
import { inSeenConsultation, refuse } from '@cahier/kernel'
import type { ContributionsReadContext } from './context'
import type { ContributionFilter } from './filter'

/** What the filter's targets are: whose consultation's, and which kind of territory; null for what does not exist. */
interface Targets {
  theme: string | null
  author: string | null
  territory: TerritoryKind | null
}

const findTargets = async (ctx: ContributionsReadContext, filter: ContributionFilter): Promise<Targets | undefined> => {
  const { themeId = null, authorId = null, territoryId = null } = filter
  const { rows } = await rawSql<Targets>`SELECT
    (SELECT "consultationId" FROM "theme" WHERE "id" = ${themeId}::uuid
      AND ${inSeenConsultation(ctx.viewer, 'theme.consultationId')}) AS "theme",
    (SELECT "consultationId" FROM "participant" WHERE "id" = ${authorId}::uuid) AS "author",
    (SELECT "kind" FROM "territory" WHERE "id" = ${territoryId}::uuid) AS "territory"`.execute(ctx.sql)
  return rows[0]
}

/**
 * Tells a filter that keeps nothing from one that names what is not there. Asked only of an empty list, so that the usual page is one
 * statement.
 * @throws ValidationError for a theme, an author or a territory that does not exist or is of another consultation, and for a département
 */
export const requireFilterTargets = async (
  ctx: ContributionsReadContext,
  filter: ContributionFilter,
): Promise<void> => {
  if (!filter.themeId && !filter.authorId && !filter.territoryId) return
  const { theme, author, territory } = (await findTargets(ctx, filter)) ?? {}
  if (filter.territoryId && !territory) refuse('territoryId', 'unknown')
  if (territory === 'DEPARTMENT') refuse('territoryId', 'belowAcademy')
  for (const [path, id, consultation] of [
    ['themeId', filter.themeId, theme],
    ['authorId', filter.authorId, author],
  ] as const) {
    if (id && !consultation) refuse(path, 'unknown')
    if (id && filter.consultationId && consultation !== filter.consultationId) refuse(path, 'elsewhere')
  }
}
