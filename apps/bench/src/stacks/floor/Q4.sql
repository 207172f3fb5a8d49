SELECT coalesce(json_agg(json_build_object('id', c."id", 'title', c."title", 'kind', c."kind", 'publishedAt', c."publishedAt",
  'supportCount', c."supportCount", 'commentCount', c."commentCount",
  'theme', json_build_object('id', c."themeId", 'title', t."title" ->> 'fr'),
  'author', json_build_object('id', c."authorId", 'displayName', c."displayName", 'actorKind', c."actorKind"))), '[]')::text AS answer
FROM (SELECT c.*, p."actorKind",
    CASE WHEN p."isUnder15" THEN p."pseudonym" ELSE coalesce(p."chosenName", p."pseudonym") END AS "displayName"
  FROM "contribution" c LEFT JOIN "participant" p ON p."id" = c."authorId"
  WHERE c."consultationId" = $1 AND c."status" = 'PUBLISHED' AND c."hiddenAt" IS NULL AND c."search" @@ (SELECT "frenchQuery"($2))
  ORDER BY ts_rank(c."search", (SELECT "frenchQuery"($2))) DESC, c."id" DESC LIMIT 20) c
JOIN "theme" t ON t."id" = c."themeId"
