import { type ConsultationStatus, rawSql } from '@cahier/db'
import { keysetPage, type OrderKey, type Page, type PageArgs } from '@cahier/kernel'
import { type Consultation, selectConsultations } from './consultation'
import type { ConsultationsReadContext } from './context'

export interface ConsultationFilter {
  /** Left out: whatever the viewer may see. */
  status?: ConsultationStatus[] | null | undefined
}

const NEWEST_FIRST: readonly OrderKey<Consultation>[] = [
  { column: 'createdAt', direction: 'desc', type: 'timestamptz' },
  { column: 'id', direction: 'desc', type: 'uuid' },
]

const filtered = (ctx: ConsultationsReadContext, { status }: ConsultationFilter) =>
  selectConsultations(ctx).$if(Boolean(status), (query) =>
    query.where('status', '=', rawSql<ConsultationStatus>`ANY(${status}::"ConsultationStatus"[])`),
  )

/** How many consultations the filter keeps, among those that the viewer may see. */
export const countConsultations = async (
  ctx: ConsultationsReadContext,
  filter: ConsultationFilter = {},
): Promise<number> => {
  const count = filtered(ctx, filter).clearSelect().select(rawSql<number>`count(*)::int`.as('count'))
  return (await count.executeTakeFirstOrThrow()).count
}

/** A page of consultations, the newest first. @throws ValidationError for a page that cannot be */
export const listConsultations = (
  ctx: ConsultationsReadContext,
  filter: ConsultationFilter = {},
  page: PageArgs = {},
): Promise<Page<Consultation>> =>
  keysetPage(filtered(ctx, filter), page, {
    list: `consultations:${JSON.stringify(filter)}`,
    order: NEWEST_FIRST,
    countAll: () => countConsultations(ctx, filter),
  })
