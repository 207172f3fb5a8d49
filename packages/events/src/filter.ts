import { EventMode, EventScope, EventStatus, Origin, rawSql } from '@cahier/db'
import { inSeenConsultation, refuse } from '@cahier/kernel'
import type { RawBuilder } from 'kysely'
import { z } from 'zod'
import type { EventsReadContext } from './context'
import { hasPlacesLeft } from './event'
import { anId, instant } from './rules'

/** Which events to keep, of those that moderation did not hide: those that meet every condition given. */
export interface EventFilter {
  consultationId?: string | null | undefined
  scope?: EventScope[] | null | undefined
  mode?: EventMode[] | null | undefined
  /** Left out: cancelled ones too. */
  status?: EventStatus[] | null | undefined
  /** Directly under this theme. */
  themeId?: string | null | undefined
  /** In this territory, or in one inside it. */
  territoryId?: string | null | undefined
  /** That start from this instant on. */
  startsFrom?: Date | null | undefined
  /** That start before this instant. */
  startsUntil?: Date | null | undefined
  /** True: those with places left, or without limit; false: those that are full. */
  hasPlacesLeft?: boolean | null | undefined
  origin?: Origin[] | null | undefined
}

export const eventFilter: z.ZodType<EventFilter> = z.object({
  consultationId: anId.nullish(),
  scope: z.array(z.enum(EventScope)).nullish(),
  mode: z.array(z.enum(EventMode)).nullish(),
  status: z.array(z.enum(EventStatus)).nullish(),
  themeId: anId.nullish(),
  territoryId: anId.nullish(),
  startsFrom: instant.nullish(),
  startsUntil: instant.nullish(),
  hasPlacesLeft: z.boolean().nullish(),
  origin: z.array(z.enum(Origin)).nullish(),
})

const when = <Value>(
  value: Value | null | undefined,
  condition: (value: Value) => RawBuilder<boolean>,
): RawBuilder<boolean>[] => (value === null || value === undefined ? [] : [condition(value)])

/** Under what events are listed: the filter's field that names it. */
export type EventParent = 'consultationId' | 'themeId' | 'territoryId'

/** Whether an event is under a parent, given as an SQL expression of its id. */
export const isUnder: Record<EventParent, (id: RawBuilder<unknown>) => RawBuilder<boolean>> = {
  consultationId: (id) => rawSql<boolean>`"event"."consultationId" = ${id}`,
  themeId: (id) => rawSql<boolean>`"event"."id" IN (SELECT "eventId" FROM "eventTheme" WHERE "themeId" = ${id})`,
  territoryId: (id) =>
    rawSql<boolean>`"territoryId" = ANY(ARRAY(SELECT t."id" FROM "territory" t WHERE ${id} IN (t."id", t."academyId", t."regionId")))`,
}

/** The conditions that a filter puts on events. */
export const conditionsOf = (filter: EventFilter): RawBuilder<boolean>[] => [
  rawSql<boolean>`"hiddenAt" IS NULL`,
  ...when(filter.consultationId, (id) => isUnder.consultationId(rawSql`${id}::uuid`)),
  ...when(filter.themeId, (id) => isUnder.themeId(rawSql`${id}::uuid`)),
  ...when(filter.territoryId, (id) => isUnder.territoryId(rawSql`${id}::uuid`)),
  ...when(filter.scope, (scopes) => rawSql<boolean>`"scope" = ANY(${scopes}::"EventScope"[])`),
  ...when(filter.mode, (modes) => rawSql<boolean>`"mode" = ANY(${modes}::"EventMode"[])`),
  ...when(filter.status, (statuses) => rawSql<boolean>`"status" = ANY(${statuses}::"EventStatus"[])`),
  ...when(filter.startsFrom, (from) => rawSql<boolean>`"startsAt" >= ${from.toISOString()}::timestamptz`),
  ...when(filter.startsUntil, (until) => rawSql<boolean>`"startsAt" < ${until.toISOString()}::timestamptz`),
  ...when(filter.hasPlacesLeft, (has) => rawSql<boolean>`${hasPlacesLeft} = ${has}`),
  ...when(filter.origin, (origins) => rawSql<boolean>`"origin" = ANY(${origins}::"Origin"[])`),
]

/**
 * Tells a filter that keeps nothing from one that names what is not there. Asked only of an empty list, so that the usual page is one
 * statement.
 * @throws ValidationError for a theme or a territory that does not exist, or a theme of another consultation
 */
export const requireFilterTargets = async (
  ctx: EventsReadContext,
  { consultationId, themeId = null, territoryId = null }: EventFilter,
): Promise<void> => {
  if (!themeId && !territoryId) return
  const { rows } = await rawSql<{ theme: string | null; territory: string | null }>`SELECT
    (SELECT "consultationId" FROM "theme" WHERE "id" = ${themeId}::uuid
      AND ${inSeenConsultation(ctx.viewer, 'theme.consultationId')}) AS "theme",
    (SELECT "id" FROM "territory" WHERE "id" = ${territoryId}::uuid) AS "territory"`.execute(ctx.sql)
  const [{ theme, territory } = { theme: null, territory: null }] = rows
  if (territoryId && !territory) refuse('territoryId', 'unknown')
  if (themeId && !theme) refuse('themeId', 'unknown')
  if (themeId && consultationId && theme !== consultationId) refuse('themeId', 'elsewhere')
}
