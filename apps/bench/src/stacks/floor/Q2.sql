SELECT json_build_object('id', c."id", 'title', c."title", 'body', c."body", 'kind', c."kind", 'publishedAt', c."publishedAt",
  'supportCount', c."supportCount", 'commentCount', c."commentCount", 'forCount', c."forCount", 'againstCount', c."againstCount",
  'author', json_build_object('id', p."id", 'displayName',
    CASE WHEN p."isUnder15" THEN p."pseudonym" ELSE coalesce(p."chosenName", p."pseudonym") END, 'actorKind', p."actorKind"),
  'comments', (
    SELECT coalesce(json_agg(json_build_object('id', m."id", 'stance', m."stance", 'body', m."body", 'createdAt', m."createdAt",
      'author', json_build_object('id', m."author", 'displayName', m."displayName", 'actorKind', m."actorKind"))), '[]')
    FROM (SELECT m.*, p."id" AS "author", p."actorKind",
        CASE WHEN p."isUnder15" THEN p."pseudonym" ELSE coalesce(p."chosenName", p."pseudonym") END AS "displayName"
      FROM "comment" m LEFT JOIN "participant" p ON p."id" = m."authorId"
      WHERE m."contributionId" = c."id" AND m."status" = 'PUBLISHED' AND m."hiddenAt" IS NULL
      ORDER BY m."createdAt" DESC, m."id" DESC LIMIT 20) m))::text AS answer
FROM "contribution" c LEFT JOIN "participant" p ON p."id" = c."authorId"
WHERE c."id" = $1 AND c."status" = 'PUBLISHED' AND c."hiddenAt" IS NULL
