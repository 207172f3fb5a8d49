INSERT INTO "contributionVersion" ("contributionId", "number", "title", "body", "writtenAt")
SELECT "id", 1, "title", "body", "publishedAt" FROM "contribution"
WHERE "id" = ANY(ARRAY(SELECT bench.contribution(n) FROM generate_series($1::bigint, $2::bigint) n)) AND "publishedAt" IS NOT NULL
