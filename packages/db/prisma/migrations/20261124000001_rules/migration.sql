-- What Prisma's schema language cannot say: generated columns, CHECKs, partial indexes, counters, immutability.

CREATE EXTENSION IF NOT EXISTS unaccent;

-- unaccent() is STABLE because its dictionary could be replaced; the one that it ships is not.
CREATE FUNCTION "foldAccents"(text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
AS $$ SELECT unaccent('unaccent'::regdictionary, $1) $$;

-- Both spellings are indexed: « éleve » and « élève » find each other, and accented stop words stay stop words.
CREATE FUNCTION "frenchVector"(text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
AS $$ SELECT to_tsvector('french'::regconfig, $1) || to_tsvector('french'::regconfig, "foldAccents"($1)) $$;

-- PostgreSQL's French stop words leave out some determiners and pronouns: in a query they stand for one that it has, so that « les écoles »
-- finds « des écoles », and a phrase keeps its distances.
CREATE FUNCTION "frenchQuery"(text) RETURNS tsquery LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
AS $$ SELECT websearch_to_tsquery('french'::regconfig, "said") || websearch_to_tsquery('french'::regconfig, "foldAccents"("said"))
  FROM (SELECT regexp_replace($1, '\m(les|leurs|cet|cette|ils|elles|dont)\M', 'le', 'gi')) AS q("said") $$;

ALTER TABLE "contribution" DROP COLUMN "supportCount", DROP COLUMN "search";
ALTER TABLE "contribution"
  ADD COLUMN "supportCount" integer NOT NULL GENERATED ALWAYS AS ("agreeCount" + "importedAgreeCount") STORED,
  ADD COLUMN "search" tsvector GENERATED ALWAYS AS
    (setweight("frenchVector"("title"), 'A') || setweight("frenchVector"("body"), 'B')) STORED;

ALTER TABLE "participant" ADD CONSTRAINT "participant_under_15" CHECK (NOT ("isUnder15" AND "chosenName" IS NOT NULL));
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
CREATE INDEX "comment_roots" ON "comment" ("contributionId", "createdAt" DESC, "id" DESC)
  WHERE "status" = 'PUBLISHED' AND "hiddenAt" IS NULL AND "parentId" IS NULL;
CREATE INDEX "comment_replies" ON "comment" ("parentId", "createdAt" DESC, "id" DESC)
  WHERE "status" = 'PUBLISHED' AND "hiddenAt" IS NULL AND "parentId" IS NOT NULL;
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

-- Casts the vote of the viewer, whose participants come by consultation (two arrays in step): checks and writes in one statement, and tells
-- of it without saying whose it is. A null choice takes the vote back. The phase and its consultation are held until the vote is committed.
CREATE FUNCTION "castVote"(target uuid, consultations uuid[], participants uuid[], choice "VoteValue", instant timestamptz)
RETURNS TABLE ("outcome" text, "consultationId" uuid, "value" "VoteValue", "castAt" timestamptz,
  "agreeCount" integer, "mixedCount" integer, "disagreeCount" integer, "supportCount" integer)
LANGUAGE plpgsql AS $$
DECLARE is_open boolean; voter uuid;
BEGIN
  SELECT c."consultationId", t."status" = 'OPEN' INTO "consultationId", is_open
    FROM "contribution" c JOIN "theme" t ON t."id" = c."themeId"
    WHERE c."id" = target AND c."status" = 'PUBLISHED' AND c."hiddenAt" IS NULL;
  voter := participants[array_position(consultations, "consultationId")];
  "outcome" := CASE WHEN "consultationId" IS NULL THEN 'NOT_FOUND' WHEN voter IS NULL THEN 'NOT_PARTICIPATING'
    WHEN NOT is_open THEN 'THEME_CLOSED' END;
  IF "outcome" IS NOT NULL THEN RETURN NEXT; RETURN; END IF;
  PERFORM FROM "phase" p JOIN "consultation" k ON k."id" = p."consultationId"
    WHERE k."id" = "castVote"."consultationId" AND k."status" = 'PUBLISHED' AND 'VOTING' = ANY(p."opens")
      AND p."startsAt" <= instant AND p."endsAt" > instant LIMIT 1 FOR SHARE;
  IF NOT FOUND THEN "outcome" := 'PHASE_CLOSED'; RETURN NEXT; RETURN; END IF;
  IF choice IS NULL THEN DELETE FROM "vote" v WHERE v."contributionId" = target AND v."participantId" = voter;
  ELSE INSERT INTO "vote" AS v ("contributionId", "participantId", "value", "castAt") VALUES (target, voter, choice, instant)
    ON CONFLICT ("contributionId", "participantId") DO UPDATE SET "value" = excluded."value", "castAt" = excluded."castAt"
    WHERE v."value" <> excluded."value";
  END IF;
  "outcome" := CASE WHEN FOUND THEN 'CHANGED' ELSE 'SAME' END;
  IF FOUND THEN INSERT INTO "outboxEvent" ("type", "consultationId", "subjectType", "subjectId", "payload")
    VALUES (CASE WHEN choice IS NULL THEN 'vote.removed' ELSE 'vote.cast' END, "castVote"."consultationId", 'Contribution', target,
      jsonb_build_object('value', choice));
  END IF;
  SELECT v."value", v."castAt", c."agreeCount", c."mixedCount", c."disagreeCount", c."supportCount"
    INTO "value", "castAt", "agreeCount", "mixedCount", "disagreeCount", "supportCount" FROM "contribution" c
    LEFT JOIN "vote" v ON v."contributionId" = c."id" AND v."participantId" = voter WHERE c."id" = target;
  RETURN NEXT;
END $$;

-- Places taken (CONFIRMED, ATTENDED) and people waiting; the CHECK on the event refuses one place too many.
CREATE FUNCTION "countRegistration"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE taken integer := 0; waiting integer := 0;
BEGIN
  IF TG_OP <> 'INSERT' THEN
    taken := taken - (OLD."status" IN ('CONFIRMED', 'ATTENDED'))::int; waiting := waiting - (OLD."status" = 'WAITLISTED')::int;
  END IF;
  IF TG_OP <> 'DELETE' THEN
    taken := taken + (NEW."status" IN ('CONFIRMED', 'ATTENDED'))::int; waiting := waiting + (NEW."status" = 'WAITLISTED')::int;
  END IF;
  IF taken <> 0 OR waiting <> 0 THEN
    UPDATE "event" SET "confirmedCount" = "confirmedCount" + taken, "waitlistedCount" = "waitlistedCount" + waiting
    WHERE "id" = coalesce(NEW."eventId", OLD."eventId");
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "registration_count" AFTER INSERT OR DELETE OR UPDATE OF "status" ON "registration"
  FOR EACH ROW EXECUTE FUNCTION "countRegistration"();

-- A registration, whatever races: the event's row is held, so that its places are given one at a time, in the order of arrival. `own` are
-- the participants of who asks, `fresh` the id of a new registration. Who is registered already gets what they have. No row: no such event.
CREATE FUNCTION "registerForEvent"(target uuid, own uuid[], fresh uuid, at timestamptz)
RETURNS TABLE ("outcome" text, "registrationId" uuid, "registrant" uuid, "state" "RegistrationStatus", "registeredAt" timestamptz)
LANGUAGE plpgsql AS $$
DECLARE e "event"; r "registration"; mine uuid; entry "RegistrationStatus";
BEGIN
  SELECT * INTO e FROM "event" WHERE "id" = target FOR NO KEY UPDATE;
  IF NOT FOUND THEN RETURN; END IF;
  SELECT "id" INTO mine FROM "participant" WHERE "id" = ANY (own) AND "consultationId" = e."consultationId";
  SELECT * INTO r FROM "registration" WHERE "eventId" = target AND "participantId" = mine;
  "outcome" := CASE WHEN e."hiddenAt" IS NOT NULL THEN 'EVENT_HIDDEN' WHEN mine IS NULL THEN 'NOT_PARTICIPATING'
    WHEN r."status" <> 'CANCELLED' THEN 'ALREADY_REGISTERED' WHEN e."status" = 'CANCELLED' THEN 'EVENT_CANCELLED'
    WHEN e."startsAt" <= at THEN 'EVENT_STARTED' END;
  IF "outcome" IS NULL THEN
    PERFORM FROM "phase" WHERE "consultationId" = e."consultationId" AND 'REGISTERING' = ANY ("opens")
      AND "startsAt" <= at AND "endsAt" > at LIMIT 1 FOR SHARE;
    IF NOT FOUND THEN "outcome" := 'PHASE_CLOSED'; END IF;
  END IF;
  IF "outcome" IS NULL THEN
    "outcome" := 'REGISTERED';
    -- Nobody passes before those who wait.
    entry := CASE WHEN e."waitlistedCount" = 0 AND (e."capacity" IS NULL OR e."confirmedCount" < e."capacity")
      THEN 'CONFIRMED' ELSE 'WAITLISTED' END;
    INSERT INTO "registration" AS x ("id", "eventId", "participantId", "status", "createdAt", "updatedAt")
    VALUES (fresh, target, mine, entry, at, at)
    ON CONFLICT ("eventId", "participantId") DO UPDATE SET "status" = EXCLUDED."status", "arrival" = EXCLUDED."arrival",
      "createdAt" = at, "updatedAt" = at
    RETURNING * INTO r;
    INSERT INTO "outboxEvent" ("type", "consultationId", "subjectType", "subjectId", "payload")
    VALUES ('registration.' || lower(r."status"::text), e."consultationId", 'Registration', r."id", jsonb_build_object('eventId', target));
  END IF;
  RETURN QUERY SELECT outcome, r."id", r."participantId", r."status", r."createdAt";
END $$;

-- Gives the places that are free to those who wait, in the order of arrival, while the event is still to come; they are to be told.
CREATE FUNCTION "moveUpWaitingList"(target uuid, at timestamptz) RETURNS TABLE ("registrationId" uuid, "registrant" uuid)
LANGUAGE plpgsql AS $$
DECLARE e "event";
BEGIN
  SELECT * INTO e FROM "event" WHERE "id" = target FOR NO KEY UPDATE;
  IF e."status" <> 'SCHEDULED' OR e."startsAt" <= at THEN RETURN; END IF;
  RETURN QUERY WITH "next" AS (
    SELECT r."id" FROM "registration" r WHERE r."eventId" = target AND r."status" = 'WAITLISTED'
    -- No limit of places: NULL, so that everybody moves up.
    ORDER BY r."arrival" LIMIT e."capacity" - e."confirmedCount"
  ), "moved" AS (
    UPDATE "registration" r SET "status" = 'CONFIRMED', "updatedAt" = at FROM "next" WHERE r."id" = "next"."id"
    RETURNING r."id", r."participantId", r."arrival"
  ), "told" AS (
    INSERT INTO "outboxEvent" ("type", "consultationId", "subjectType", "subjectId", "payload")
    SELECT 'registration.confirmed', e."consultationId", 'Registration', m."id", jsonb_build_object('eventId', target)
    FROM "moved" m ORDER BY m."arrival"
  ) SELECT m."id", m."participantId" FROM "moved" m ORDER BY m."arrival";
END $$;

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
  UPDATE "event" v SET "confirmedCount" = n.taken, "waitlistedCount" = n.waiting
  FROM (SELECT x."id", count(*) FILTER (WHERE r."status" IN ('CONFIRMED', 'ATTENDED'))::int AS taken,
      count(*) FILTER (WHERE r."status" = 'WAITLISTED')::int AS waiting
    FROM "event" x LEFT JOIN "registration" r ON r."eventId" = x."id" WHERE x."consultationId" = consultation GROUP BY x."id") n
  WHERE v."id" = n."id" AND (v."confirmedCount", v."waitlistedCount") IS DISTINCT FROM (n.taken, n.waiting);
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
CREATE TRIGGER "comment_version_immutable" BEFORE UPDATE ON "commentVersion" FOR EACH ROW EXECUTE FUNCTION "refuseChange"();
CREATE TRIGGER "version_immutable" BEFORE UPDATE ON "contributionVersion" FOR EACH ROW EXECUTE FUNCTION "refuseChange"();

-- A comment's text is never overwritten either: what an edit replaces is kept under its number.
CREATE FUNCTION "keepComment"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "commentVersion" ("commentId", "number", "stance", "body", "replacedAt")
  VALUES (OLD."id", OLD."version", OLD."stance", OLD."body", NEW."updatedAt");
  RETURN NULL;
END $$;
CREATE TRIGGER "comment_keep" AFTER UPDATE OF "stance", "body" ON "comment"
  FOR EACH ROW WHEN ((OLD."stance", OLD."body") IS DISTINCT FROM (NEW."stance", NEW."body")) EXECUTE FUNCTION "keepComment"();
