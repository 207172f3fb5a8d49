-- What Prisma's schema language cannot say: generated columns, CHECKs, partial indexes, counters, immutability.

CREATE EXTENSION IF NOT EXISTS unaccent;

-- unaccent() is STABLE because its dictionary could be replaced; the one that it ships is not.
CREATE FUNCTION "foldAccents"(text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
AS $$ SELECT unaccent('unaccent'::regdictionary, $1) $$;

-- Both spellings are indexed: « éleve » and « élève » find each other, and accented stop words stay stop words.
CREATE FUNCTION "frenchVector"(text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
AS $$ SELECT to_tsvector('french'::regconfig, $1) || to_tsvector('french'::regconfig, "foldAccents"($1)) $$;

CREATE FUNCTION "frenchQuery"(text) RETURNS tsquery LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
AS $$ SELECT websearch_to_tsquery('french'::regconfig, $1) || websearch_to_tsquery('french'::regconfig, "foldAccents"($1)) $$;

ALTER TABLE "contribution" DROP COLUMN "supportCount", DROP COLUMN "search";
ALTER TABLE "contribution"
  ADD COLUMN "supportCount" integer NOT NULL GENERATED ALWAYS AS ("agreeCount" + "importedAgreeCount") STORED,
  ADD COLUMN "search" tsvector GENERATED ALWAYS AS
    (setweight("frenchVector"("title"), 'A') || setweight("frenchVector"("body"), 'B')) STORED;

ALTER TABLE "phase" ADD CONSTRAINT "phase_order" CHECK ("endsAt" > "startsAt");
ALTER TABLE "theme" ADD CONSTRAINT "theme_counts" CHECK ("contributionCount" >= 0),
  ADD CONSTRAINT "theme_merged" CHECK (("status" = 'MERGED') = ("mergedIntoId" IS NOT NULL)),
  ADD CONSTRAINT "theme_not_own_parent" CHECK ("parentId" <> "id");
ALTER TABLE "contribution" ADD CONSTRAINT "contribution_published" CHECK (("status" = 'PUBLISHED') <= ("publishedAt" IS NOT NULL)),
  ADD CONSTRAINT "contribution_counts" CHECK (least("commentCount", "forCount", "againstCount", "agreeCount", "mixedCount",
    "disagreeCount", "importedAgreeCount", "importedMixedCount", "importedDisagreeCount") >= 0);
ALTER TABLE "event" ADD CONSTRAINT "event_order" CHECK ("endsAt" > "startsAt"),
  ADD CONSTRAINT "event_capacity" CHECK ("confirmedCount" >= 0 AND "waitlistedCount" >= 0
    AND ("capacity" IS NULL OR ("capacity" >= 0 AND "confirmedCount" <= "capacity")));
ALTER TABLE "contributionActivity" ADD CONSTRAINT "activity_count" CHECK ("count" >= 0);
ALTER TABLE "moderationDecision" ADD CONSTRAINT "decision_reasons" CHECK (length(btrim("reasons")) > 0);

-- What the public lists read, in the orders that the schema offers.
CREATE INDEX "contribution_theme_recent" ON "contribution" ("themeId", "publishedAt" DESC, "id" DESC)
  WHERE "status" = 'PUBLISHED' AND "hiddenAt" IS NULL;
CREATE INDEX "contribution_theme_support" ON "contribution" ("themeId", "supportCount" DESC, "id" DESC)
  WHERE "status" = 'PUBLISHED' AND "hiddenAt" IS NULL;
CREATE INDEX "contribution_theme_comments" ON "contribution" ("themeId", "commentCount" DESC, "id" DESC)
  WHERE "status" = 'PUBLISHED' AND "hiddenAt" IS NULL;
CREATE INDEX "contribution_recent" ON "contribution" ("consultationId", "publishedAt" DESC, "id" DESC)
  WHERE "status" = 'PUBLISHED' AND "hiddenAt" IS NULL;
CREATE INDEX "contribution_support" ON "contribution" ("consultationId", "supportCount" DESC, "id" DESC)
  WHERE "status" = 'PUBLISHED' AND "hiddenAt" IS NULL;
CREATE INDEX "contribution_comments" ON "contribution" ("consultationId", "commentCount" DESC, "id" DESC)
  WHERE "status" = 'PUBLISHED' AND "hiddenAt" IS NULL;
CREATE INDEX "contribution_search" ON "contribution" USING gin ("search") WHERE "status" = 'PUBLISHED' AND "hiddenAt" IS NULL;
CREATE INDEX "comment_recent" ON "comment" ("contributionId", "createdAt" DESC, "id" DESC)
  WHERE "status" = 'PUBLISHED' AND "hiddenAt" IS NULL;
CREATE INDEX "comment_stance" ON "comment" ("contributionId", "stance", "createdAt" DESC, "id" DESC)
  WHERE "status" = 'PUBLISHED' AND "hiddenAt" IS NULL;
CREATE INDEX "comment_replies" ON "comment" ("contributionId", "parentId", "createdAt" DESC, "id" DESC)
  WHERE "status" = 'PUBLISHED' AND "hiddenAt" IS NULL;
CREATE INDEX "registration_waiting" ON "registration" ("eventId", "arrival") WHERE "status" = 'WAITLISTED';
CREATE INDEX "flag_open" ON "flag" ("consultationId", "createdAt", "id") WHERE "decisionId" IS NULL;

-- Counters, in the transaction of the write that moves them.
CREATE FUNCTION "moveActivity"(c "contribution", step integer) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "theme" SET "contributionCount" = "contributionCount" + step WHERE "id" = c."themeId";
  INSERT INTO "contributionActivity" AS a ("consultationId", "themeId", "actorKind", "week", "count")
  VALUES (c."consultationId", c."themeId",
    coalesce((SELECT "actorKind" FROM "participant" WHERE "id" = c."authorId"), 'OTHER'),
    date_trunc('week', c."publishedAt" AT TIME ZONE 'UTC')::date, greatest(step, 0))
  ON CONFLICT ("themeId", "actorKind", "week") DO UPDATE SET "count" = a."count" + step;
END $$;

CREATE FUNCTION "isPublic"(c "contribution") RETURNS boolean LANGUAGE sql IMMUTABLE
AS $$ SELECT c."id" IS NOT NULL AND c."status" = 'PUBLISHED' AND c."hiddenAt" IS NULL $$;

CREATE FUNCTION "countContribution"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' AND "isPublic"(OLD) THEN PERFORM "moveActivity"(OLD, -1); END IF;
  IF TG_OP <> 'DELETE' AND "isPublic"(NEW) THEN PERFORM "moveActivity"(NEW, 1); END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "contribution_insert_count" AFTER INSERT OR DELETE ON "contribution"
  FOR EACH ROW EXECUTE FUNCTION "countContribution"();
CREATE TRIGGER "contribution_update_count" AFTER UPDATE OF "status", "hiddenAt", "themeId", "authorId" ON "contribution"
  FOR EACH ROW WHEN ((OLD."status", OLD."hiddenAt", OLD."themeId", OLD."authorId")
    IS DISTINCT FROM (NEW."status", NEW."hiddenAt", NEW."themeId", NEW."authorId"))
  EXECUTE FUNCTION "countContribution"();

CREATE FUNCTION "moveComments"(c "comment", step integer) RETURNS void LANGUAGE sql AS $$
  UPDATE "contribution" SET "commentCount" = "commentCount" + step,
    "forCount" = "forCount" + CASE WHEN c."stance" = 'FOR' THEN step ELSE 0 END,
    "againstCount" = "againstCount" + CASE WHEN c."stance" = 'AGAINST' THEN step ELSE 0 END
  WHERE "id" = c."contributionId"
$$;

CREATE FUNCTION "countComment"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' AND OLD."status" = 'PUBLISHED' AND OLD."hiddenAt" IS NULL THEN PERFORM "moveComments"(OLD, -1); END IF;
  IF TG_OP <> 'DELETE' AND NEW."status" = 'PUBLISHED' AND NEW."hiddenAt" IS NULL THEN PERFORM "moveComments"(NEW, 1); END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "comment_insert_count" AFTER INSERT OR DELETE ON "comment" FOR EACH ROW EXECUTE FUNCTION "countComment"();
CREATE TRIGGER "comment_update_count" AFTER UPDATE OF "status", "hiddenAt", "stance" ON "comment"
  FOR EACH ROW WHEN ((OLD."status", OLD."hiddenAt", OLD."stance") IS DISTINCT FROM (NEW."status", NEW."hiddenAt", NEW."stance"))
  EXECUTE FUNCTION "countComment"();

CREATE FUNCTION "countVote"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE was "VoteValue"; now_is "VoteValue"; target uuid;
BEGIN
  IF TG_OP <> 'INSERT' THEN was := OLD."value"; target := OLD."contributionId"; END IF;
  IF TG_OP <> 'DELETE' THEN now_is := NEW."value"; target := NEW."contributionId"; END IF;
  IF was IS NOT DISTINCT FROM now_is THEN RETURN NULL; END IF;
  UPDATE "contribution" SET
    "agreeCount" = "agreeCount" + (now_is IS NOT DISTINCT FROM 'AGREE')::int - (was IS NOT DISTINCT FROM 'AGREE')::int,
    "mixedCount" = "mixedCount" + (now_is IS NOT DISTINCT FROM 'MIXED')::int - (was IS NOT DISTINCT FROM 'MIXED')::int,
    "disagreeCount" = "disagreeCount" + (now_is IS NOT DISTINCT FROM 'DISAGREE')::int - (was IS NOT DISTINCT FROM 'DISAGREE')::int
  WHERE "id" = target;
  RETURN NULL;
END $$;
CREATE TRIGGER "vote_count" AFTER INSERT OR DELETE OR UPDATE OF "value" ON "vote"
  FOR EACH ROW EXECUTE FUNCTION "countVote"();

-- Every counter again, from the rows: after a bulk load, and to check them. Returns nothing; idempotent.
CREATE FUNCTION "recountConsultation"(consultation uuid) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "contribution" c SET "commentCount" = n.total, "forCount" = n."for", "againstCount" = n.against
  FROM (SELECT x."id", count(m."id")::int AS total, count(m."id") FILTER (WHERE m."stance" = 'FOR')::int AS "for",
      count(m."id") FILTER (WHERE m."stance" = 'AGAINST')::int AS against
    FROM "contribution" x LEFT JOIN "comment" m ON m."contributionId" = x."id" AND m."status" = 'PUBLISHED' AND m."hiddenAt" IS NULL
    WHERE x."consultationId" = consultation GROUP BY x."id") n
  WHERE c."id" = n."id" AND (c."commentCount", c."forCount", c."againstCount") IS DISTINCT FROM (n.total, n."for", n.against);
  UPDATE "contribution" c SET "agreeCount" = n.agree, "mixedCount" = n.mixed, "disagreeCount" = n.disagree
  FROM (SELECT x."id", count(*) FILTER (WHERE v."value" = 'AGREE')::int AS agree, count(*) FILTER (WHERE v."value" = 'MIXED')::int AS mixed,
      count(*) FILTER (WHERE v."value" = 'DISAGREE')::int AS disagree
    FROM "contribution" x LEFT JOIN "vote" v ON v."contributionId" = x."id" WHERE x."consultationId" = consultation GROUP BY x."id") n
  WHERE c."id" = n."id" AND (c."agreeCount", c."mixedCount", c."disagreeCount") IS DISTINCT FROM (n.agree, n.mixed, n.disagree);
  UPDATE "theme" t SET "contributionCount" = n.total
  FROM (SELECT x."id", count(c."id")::int AS total FROM "theme" x
    LEFT JOIN "contribution" c ON c."themeId" = x."id" AND c."status" = 'PUBLISHED' AND c."hiddenAt" IS NULL
    WHERE x."consultationId" = consultation GROUP BY x."id") n
  WHERE t."id" = n."id" AND t."contributionCount" <> n.total;
  DELETE FROM "contributionActivity" WHERE "consultationId" = consultation;
  INSERT INTO "contributionActivity" ("consultationId", "themeId", "actorKind", "week", "count")
  SELECT c."consultationId", c."themeId", coalesce(p."actorKind", 'OTHER'), date_trunc('week', c."publishedAt" AT TIME ZONE 'UTC')::date, count(*)
  FROM "contribution" c LEFT JOIN "participant" p ON p."id" = c."authorId"
  WHERE c."consultationId" = consultation AND c."status" = 'PUBLISHED' AND c."hiddenAt" IS NULL GROUP BY 1, 2, 3, 4;
END $$;

CREATE FUNCTION "refuseChange"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% is written once', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END $$;
CREATE TRIGGER "decision_immutable" BEFORE UPDATE OR DELETE ON "moderationDecision"
  FOR EACH ROW EXECUTE FUNCTION "refuseChange"();
CREATE TRIGGER "version_immutable" BEFORE UPDATE ON "contributionVersion" FOR EACH ROW EXECUTE FUNCTION "refuseChange"();
