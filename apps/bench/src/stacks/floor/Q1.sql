SELECT json_build_object('id', t."id", 'title', t."title" ->> 'fr', 'contributions', (
  SELECT coalesce(json_agg(json_build_object('id', c."id", 'title', c."title", 'kind', c."kind", 'publishedAt', c."publishedAt",
    'supportCount', c."supportCount", 'commentCount', c."commentCount", 'forCount', c."forCount", 'againstCount', c."againstCount",
    'theme', json_build_object('id', t."id", 'title', t."title" ->> 'fr'),
    'author', json_build_object('id', c."author", 'displayName', c."displayName", 'actorKind', c."actorKind"),
    'comments', (
      SELECT coalesce(json_agg(json_build_object('id', m."id", 'stance', m."stance", 'body', m."body", 'createdAt', m."createdAt",
        'author', json_build_object('id', m."author", 'displayName', m."displayName", 'actorKind', m."actorKind"))), '[]')
      FROM (SELECT m.*, p."id" AS "author", p."actorKind",
          CASE WHEN p."isUnder15" THEN p."pseudonym" ELSE coalesce(p."chosenName", p."pseudonym") END AS "displayName"
        FROM "comment" m LEFT JOIN "participant" p ON p."id" = m."authorId"
        WHERE m."contributionId" = c."id" AND m."status" = 'PUBLISHED' AND m."hiddenAt" IS NULL
        ORDER BY m."createdAt" DESC, m."id" DESC LIMIT 3) m))), '[]')
  FROM (SELECT c.*, p."id" AS "author", p."actorKind",
      CASE WHEN p."isUnder15" THEN p."pseudonym" ELSE coalesce(p."chosenName", p."pseudonym") END AS "displayName"
    FROM "contribution" c LEFT JOIN "participant" p ON p."id" = c."authorId"
    WHERE c."themeId" = t."id" AND c."status" = 'PUBLISHED' AND c."hiddenAt" IS NULL
    ORDER BY c."publishedAt" DESC, c."id" DESC LIMIT 20) c))::text AS answer
FROM "theme" t WHERE t."id" = $1
