import { rawSql } from '@cahier/db'
import type { ReadContext } from '@cahier/kernel'
import { facts } from './facts'

/** What the database holds of the États généraux. */
export interface SeedReport {
  consultationId: string
  territories: number
  themes: number
  participants: number
  contributions: number
  comments: number
  votes: number
  /** Meetings made by the generator. */
  syntheticEvents: number
  /** Meetings that have a source. */
  importedEvents: number
  registrations: number
}

/** Counts what is there, whoever wrote it; undefined where the consultation is not. One statement. */
export const reportEgn = async ({ sql }: Pick<ReadContext, 'sql'>): Promise<SeedReport | undefined> => {
  const { rows } = await rawSql<SeedReport>`SELECT c."id" AS "consultationId",
      (SELECT count(*)::int FROM "territory") AS "territories",
      (SELECT count(*)::int FROM "theme" WHERE "consultationId" = c."id") AS "themes",
      (SELECT count(*)::int FROM "participant" WHERE "consultationId" = c."id") AS "participants",
      (SELECT count(*)::int FROM "contribution" WHERE "consultationId" = c."id") AS "contributions",
      (SELECT count(*)::int FROM "comment" m JOIN "contribution" o ON o."id" = m."contributionId"
        WHERE o."consultationId" = c."id") AS "comments",
      (SELECT count(*)::int FROM "vote" v JOIN "contribution" o ON o."id" = v."contributionId"
        WHERE o."consultationId" = c."id") AS "votes",
      (SELECT count(*)::int FROM "event" WHERE "consultationId" = c."id" AND "origin" = 'SYNTHETIC') AS "syntheticEvents",
      (SELECT count(*)::int FROM "event" WHERE "consultationId" = c."id" AND "origin" = 'IMPORTED') AS "importedEvents",
      (SELECT count(*)::int FROM "registration" r JOIN "event" e ON e."id" = r."eventId"
        WHERE e."consultationId" = c."id") AS "registrations"
    FROM "consultation" c WHERE c."slug" = ${facts.consultation.slug}`.execute(sql)
  return rows[0]
}
