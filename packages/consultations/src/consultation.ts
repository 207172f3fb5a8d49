import { type ConsultationStatus, type Origin, rawSql } from '@cahier/db'
import { inSeenConsultation, type Texts } from '@cahier/kernel'
import type { SelectQueryBuilder } from 'kysely'
import type { ConsultationsReadContext, ConsultationsTables } from './context'

/** A public consultation: the root of its phases, spaces, themes, contributions and events. */
export interface Consultation {
  id: string
  /** Its name in addresses, unique. */
  slug: string
  status: ConsultationStatus
  title: Texts
  summary: Texts
  defaultLocale: string
  origin: Origin
  /** Where the facts come from, when they come from elsewhere. */
  source: string | null
  version: number
  createdAt: string
  updatedAt: string
}

/** The consultations that the viewer may see, for a caller to filter and order. */
export const selectConsultations = ({
  sql,
  viewer,
}: ConsultationsReadContext): SelectQueryBuilder<ConsultationsTables, 'consultation', Consultation> =>
  sql
    .selectFrom('consultation')
    .select(['id', 'slug', 'status', 'defaultLocale', 'origin', 'source', 'version', 'createdAt', 'updatedAt'])
    .select([rawSql<Texts>`"title"`.as('title'), rawSql<Texts>`"summary"`.as('summary')])
    .where(inSeenConsultation(viewer, 'consultation.id'))
