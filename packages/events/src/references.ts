import { rawSql } from '@cahier/db'
import { refuse } from '@cahier/kernel'
import type { EventsReadContext } from './context'

/** What an event refers to. */
interface References {
  consultationId: string
  territoryId?: string | null | undefined
  organisationId?: string | null | undefined
  themeIds?: readonly string[] | null | undefined
}

/** @throws ValidationError when there is no such consultation, territory or organisation */
export const requirePlaces = async (
  tx: EventsReadContext,
  { consultationId, territoryId = null, organisationId = null }: References,
): Promise<void> => {
  const { rows } = await rawSql<Record<'consultationId' | 'territoryId' | 'organisationId', boolean>>`SELECT
    EXISTS (SELECT FROM "consultation" WHERE "id" = ${consultationId}::uuid) AS "consultationId",
    ${territoryId}::uuid IS NULL OR EXISTS (SELECT FROM "territory" WHERE "id" = ${territoryId}::uuid) AS "territoryId",
    ${organisationId}::uuid IS NULL OR EXISTS (SELECT FROM "organisation" WHERE "id" = ${organisationId}::uuid)
      AS "organisationId"`.execute(tx.sql)
  for (const [name, isKnown] of Object.entries(rows[0] ?? {})) if (!isKnown) refuse(name, 'unknown')
}

/**
 * Holds the themes until the transaction ends, so that none is merged away before its event is under it.
 * @throws ValidationError when one is unknown, merged, or of another consultation
 */
export const requireThemes = async (tx: EventsReadContext, { consultationId, themeIds }: References): Promise<void> => {
  if (!themeIds?.length) return
  const themes = await tx.sql
    .selectFrom('theme')
    .select('consultationId')
    .where('id', '=', rawSql<string>`ANY(${themeIds}::uuid[])`)
    .where('status', '<>', 'MERGED')
    .forShare()
    .execute()
  if (themes.some((theme) => theme.consultationId !== consultationId)) refuse('themeIds', 'elsewhere')
  if (themes.length < themeIds.length) refuse('themeIds', 'unknown')
}
