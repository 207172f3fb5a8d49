import { rawSql, type ThemeStatus } from '@cahier/db'
import { inSeenConsultation, type Texts } from '@cahier/kernel'
import type { SelectQueryBuilder } from 'kysely'
import type { ThemesReadContext, ThemesTables } from './context'

/** What structures the contributions of a consultation: one node of its tree. */
export interface Theme {
  id: string
  consultationId: string
  parentId: string | null
  slug: string
  title: Texts
  summary: Texts
  /** Place among its siblings, from 0. */
  position: number
  status: ThemeStatus
  /** The theme that took this one over, when it was merged. */
  mergedIntoId: string | null
  /** Published and visible contributions directly under it. */
  contributionCount: number
  version: number
  createdAt: string
  updatedAt: string
}

/** The themes that the viewer may see, for a caller to filter and order. */
export const selectThemes = ({ sql, viewer }: ThemesReadContext): SelectQueryBuilder<ThemesTables, 'theme', Theme> =>
  sql
    .selectFrom('theme')
    .select([
      'theme.id',
      'consultationId',
      'parentId',
      'slug',
      'position',
      'status',
      'mergedIntoId',
      'contributionCount',
      'version',
    ])
    .select(['createdAt', 'updatedAt', rawSql<Texts>`"title"`.as('title'), rawSql<Texts>`"summary"`.as('summary')])
    .where(inSeenConsultation(viewer, 'theme.consultationId'))
