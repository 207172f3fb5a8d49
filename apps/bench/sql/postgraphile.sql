-- What PostGraphile serves: what is public, as views with smart tags, and two functions.
CREATE SCHEMA postgraphile;

CREATE VIEW postgraphile."participant" AS
SELECT "id", CASE WHEN "isUnder15" THEN "pseudonym" ELSE coalesce("chosenName", "pseudonym") END AS "displayName", "actorKind"
FROM public."participant";
COMMENT ON VIEW postgraphile."participant" IS '@primaryKey id';

CREATE VIEW postgraphile."theme" AS SELECT "id", "consultationId", "title" ->> 'fr' AS "title" FROM public."theme";
COMMENT ON VIEW postgraphile."theme" IS '@primaryKey id';

CREATE VIEW postgraphile."contribution" AS
SELECT "id", "consultationId", "themeId", "authorId", "kind", "title", "body", "publishedAt", "supportCount", "commentCount", "forCount",
  "againstCount" FROM public."contribution" WHERE "status" = 'PUBLISHED' AND "hiddenAt" IS NULL;
COMMENT ON VIEW postgraphile."contribution" IS E'@primaryKey id
@foreignKey ("themeId") references postgraphile.theme ("id")
@foreignKey ("authorId") references postgraphile.participant ("id")';

CREATE VIEW postgraphile."comment" AS
SELECT "id", "contributionId", "authorId", "stance", "body", "createdAt" FROM public."comment"
WHERE "status" = 'PUBLISHED' AND "hiddenAt" IS NULL;
COMMENT ON VIEW postgraphile."comment" IS E'@primaryKey id
@foreignKey ("contributionId") references postgraphile.contribution ("id")
@foreignKey ("authorId") references postgraphile.participant ("id")';

CREATE VIEW postgraphile."activity" AS
SELECT "consultationId", "themeId", "actorKind", "week", "count" FROM public."contributionActivity" WHERE "count" > 0;
COMMENT ON VIEW postgraphile."activity" IS E'@primaryKey themeId,actorKind,week
@foreignKey ("themeId") references postgraphile.theme ("id")';

CREATE FUNCTION postgraphile."searchContributions"("consultationId" uuid, "words" text) RETURNS SETOF postgraphile."contribution"
LANGUAGE sql STABLE AS $$
  SELECT v.* FROM public."contribution" c JOIN postgraphile."contribution" v ON v."id" = c."id"
  WHERE c."consultationId" = $1 AND c."status" = 'PUBLISHED' AND c."hiddenAt" IS NULL AND c."search" @@ (SELECT "frenchQuery"($2))
  ORDER BY ts_rank(c."search", (SELECT "frenchQuery"($2))) DESC, c."id" DESC
$$;

CREATE TYPE postgraphile."tally" AS ("agreeCount" integer, "mixedCount" integer, "disagreeCount" integer);
CREATE FUNCTION postgraphile."vote"("contributionId" uuid, "consultationId" uuid, "participantId" uuid, "value" "VoteValue")
RETURNS postgraphile."tally" LANGUAGE sql VOLATILE AS $$
  SELECT "agreeCount", "mixedCount", "disagreeCount" FROM "castVote"($1, ARRAY[$2], ARRAY[$3], $4, now())
$$;
