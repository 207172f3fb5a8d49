import { inTransaction, isCheckViolation, rawSql } from '@cahier/db'
import { newId, refuse, requireAdministrator, validate } from '@cahier/kernel'
import type { EventsContext } from './context'
import { type ImportedEvent, importedEvents, requirePossibleTime } from './rules'

const BATCH = 1_000

const writeEvents = async (
  tx: EventsContext,
  consultationId: string,
  events: readonly ImportedEvent[],
): Promise<{ id: string; slug: string }[]> => {
  const json = JSON.stringify(events.map((event) => ({ ...event, id: newId(), consultationId })))
  const { rows } = await rawSql<{
    id: string
    slug: string
  }>`INSERT INTO "event" ("id", "consultationId", "slug", "title",
      "summary", "scope", "mode", "startsAt", "endsAt", "timeZone", "place", "territoryId", "organisationId", "capacity", "origin", "updatedAt")
    SELECT "id", "consultationId", "slug", "title", "summary", "scope", "mode", "startsAt", "endsAt", "timeZone", "place", "territoryId",
      "organisationId", "capacity", "origin", now()
    FROM jsonb_populate_recordset(NULL::"event", ${json}::jsonb)
    ON CONFLICT ("consultationId", "slug") DO UPDATE SET "title" = EXCLUDED."title", "summary" = EXCLUDED."summary",
      "scope" = EXCLUDED."scope", "mode" = EXCLUDED."mode", "startsAt" = EXCLUDED."startsAt", "endsAt" = EXCLUDED."endsAt",
      "timeZone" = EXCLUDED."timeZone", "place" = EXCLUDED."place", "territoryId" = EXCLUDED."territoryId",
      "organisationId" = EXCLUDED."organisationId", "capacity" = EXCLUDED."capacity", "origin" = EXCLUDED."origin"
    RETURNING "id", "slug"`.execute(tx.sql)
  return rows
}

const writeAllThemes = async (
  tx: EventsContext,
  events: readonly ImportedEvent[],
  ids: ReadonlyMap<string, string>,
): Promise<void> => {
  const pairs = events.flatMap(({ slug, themeIds }) =>
    themeIds.map((themeId) => ({ eventId: ids.get(slug) ?? '', themeId })),
  )
  await tx.db.eventTheme.deleteMany({ where: { eventId: { in: events.map(({ slug }) => ids.get(slug) ?? '') } } })
  await tx.db.eventTheme.createMany({ data: pairs })
}

/** @throws ValidationError when two events of the batch have one address, or a theme is not of the consultation; SchoolHoursError */
const requirePossible = async (
  tx: EventsContext,
  consultationId: string,
  events: readonly ImportedEvent[],
): Promise<void> => {
  if (new Set(events.map(({ slug }) => slug)).size < events.length) refuse('slug', 'taken')
  for (const event of events) requirePossibleTime(event)
  const themeIds = [...new Set(events.flatMap((event) => event.themeIds))]
  const themes = await tx.sql
    .selectFrom('theme')
    .select('id')
    .where('id', '=', rawSql<string>`ANY(${themeIds}::uuid[])`)
    .where('consultationId', '=', consultationId)
    .execute()
  if (themes.length < themeIds.length) refuse('themeIds', 'elsewhere')
}

/**
 * Brings events in, for the platform and its administrators; those that came before (by `slug`) are updated, their registrations untouched.
 * Returns their ids by `slug`. Idempotent; the territories and organisations exist.
 * @throws ValidationError, SchoolHoursError, NotAllowedError, NotAuthenticatedError
 */
export const importEvents = async (
  ctx: EventsContext,
  consultationId: string,
  rows: readonly ImportedEvent[],
): Promise<Map<string, string>> => {
  requireAdministrator(ctx.viewer)
  const events = validate(importedEvents, rows)
  const ids = new Map<string, string>()
  return inTransaction(ctx, async (tx) => {
    await requirePossible(tx, consultationId, events)
    for (let n = 0; n < events.length; n += BATCH) {
      const batch = events.slice(n, n + BATCH)
      for (const { slug, id } of await writeEvents(tx, consultationId, batch)) ids.set(slug, id)
      await writeAllThemes(tx, batch, ids)
    }
    const fact = { type: 'event.imported', consultationId, subjectType: 'Consultation', subjectId: consultationId }
    await tx.outbox.record(tx, { ...fact, payload: { count: events.length } })
    return ids
  }).catch((error: unknown) => {
    if (isCheckViolation(error)) refuse('capacity', 'full')
    throw error
  })
}
