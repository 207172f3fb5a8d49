import type pg from 'pg'

const PARTICIPANT = `"id", CASE WHEN "isUnder15" THEN "pseudonym" ELSE coalesce("chosenName", "pseudonym") END AS "displayName", "actorKind"`
const CONTRIBUTION = `"id", "themeId", "authorId", "title", "body", "kind", "publishedAt", "supportCount", "commentCount", "forCount",
  "againstCount"`
const IS_PUBLIC = `"status" = 'PUBLISHED' AND "hiddenAt" IS NULL`

/** Flat SQL, one statement for each relation, whatever its parents. */
const texts = {
  themes: `SELECT "id", "title" ->> 'fr' AS "title" FROM "theme" WHERE "id" = ANY($1::uuid[])`,
  participants: `SELECT ${PARTICIPANT} FROM "participant" WHERE "id" = ANY($1::uuid[])`,
  contributions: `SELECT ${CONTRIBUTION} FROM "contribution" WHERE "id" = ANY($1::uuid[]) AND ${IS_PUBLIC}`,
  contributionsOfTheme: `SELECT c.* FROM unnest($1::uuid[]) AS parent ("id") CROSS JOIN LATERAL (SELECT ${CONTRIBUTION} FROM "contribution"
    WHERE "themeId" = parent."id" AND ${IS_PUBLIC} ORDER BY "publishedAt" DESC, "id" DESC LIMIT $2) c`,
  commentsOfContribution: `SELECT m.* FROM unnest($1::uuid[]) AS parent ("id") CROSS JOIN LATERAL (SELECT "id", "contributionId", "authorId",
    "stance", "body", "createdAt" FROM "comment" WHERE "contributionId" = parent."id" AND ${IS_PUBLIC}
    ORDER BY "createdAt" DESC, "id" DESC LIMIT $2) m`,
  activity: `SELECT "themeId", "actorKind", "week", "count" FROM "contributionActivity" WHERE "consultationId" = $1 AND "count" > 0
    ORDER BY "themeId", "actorKind", "week"`,
  search: `SELECT ${CONTRIBUTION} FROM "contribution" WHERE "consultationId" = $1 AND ${IS_PUBLIC} AND "search" @@ (SELECT "frenchQuery"($2))
    ORDER BY ts_rank("search", (SELECT "frenchQuery"($2))) DESC, "id" DESC LIMIT $3`,
  castVote: `SELECT "agreeCount", "mixedCount", "disagreeCount"
    FROM "castVote"($1, ARRAY[$2]::uuid[], ARRAY[$3]::uuid[], $4, now())`,
}

export interface Row {
  id: string
  themeId: string
  authorId: string
  contributionId: string
}

/** Runs a statement, prepared once on each connection under its name. */
export const statementsOf =
  (pool: pg.Pool) =>
  async (name: keyof typeof texts, values: unknown[]): Promise<Row[]> =>
    (await pool.query<Row>({ name, text: texts[name], values })).rows
