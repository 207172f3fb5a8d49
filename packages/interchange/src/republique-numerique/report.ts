import { rawSql } from '@cahier/db'
import type { ReadContext } from '@cahier/kernel'

/** What the consultation holds that came from the folder, hidden rows included. */
export interface ImportReport {
  consultationId: string
  sections: number
  opinions: number
  /** Comments, by stance. */
  arguments: { for: number; against: number }
  sources: number
  participants: number
  /** Sums of the tallies that came with the opinions. */
  votes: { agree: number; mixed: number; disagree: number }
  /** Of the opinions and arguments, those that are not public. */
  hidden: { opinions: number; arguments: number }
}

interface Counts {
  sections: number
  participants: number
  opinions: number
  hiddenOpinions: number
  agree: number
  mixed: number
  disagree: number
  for: number
  against: number
  hiddenArguments: number
  sources: number
}

/** Counts, in the database, what came in. One statement. */
export const reportImport = async (
  { sql }: Pick<ReadContext, 'sql'>,
  consultationId: string,
): Promise<ImportReport> => {
  const { rows } = await rawSql<Counts>`WITH o AS (SELECT * FROM "contribution"
        WHERE "consultationId" = ${consultationId}::uuid AND "origin" = 'IMPORTED'),
      a AS (SELECT m.* FROM "comment" m JOIN o ON o."id" = m."contributionId" WHERE m."origin" = 'IMPORTED')
    SELECT (SELECT count(*)::int FROM "theme" WHERE "consultationId" = ${consultationId}::uuid AND "externalId" IS NOT NULL) AS "sections",
      (SELECT count(*)::int FROM "participant" WHERE "consultationId" = ${consultationId}::uuid AND "origin" = 'IMPORTED') AS "participants",
      (SELECT count(*)::int FROM "contributionSource" s JOIN o ON o."id" = s."contributionId" WHERE s."externalId" IS NOT NULL) AS "sources",
      (SELECT count(*)::int FROM a WHERE "stance" = 'FOR') AS "for",
      (SELECT count(*)::int FROM a WHERE "stance" = 'AGAINST') AS "against",
      (SELECT count(*)::int FROM a WHERE "hiddenAt" IS NOT NULL) AS "hiddenArguments",
      count(*)::int AS "opinions", count("hiddenAt")::int AS "hiddenOpinions", coalesce(sum("importedAgreeCount"), 0)::int AS "agree",
      coalesce(sum("importedMixedCount"), 0)::int AS "mixed", coalesce(sum("importedDisagreeCount"), 0)::int AS "disagree"
    FROM o`.execute(sql)
  const counts = rows[0]
  if (!counts) throw new Error('An aggregate always has a row')
  const { sections, opinions, sources, participants, agree, mixed, disagree, against } = counts
  return {
    consultationId,
    sections,
    opinions,
    arguments: { for: counts.for, against },
    sources,
    participants,
    votes: { agree, mixed, disagree },
    hidden: { opinions: counts.hiddenOpinions, arguments: counts.hiddenArguments },
  }
}
