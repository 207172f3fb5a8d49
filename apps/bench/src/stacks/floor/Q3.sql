SELECT coalesce(json_agg(json_build_object('theme', json_build_object('id', a."themeId", 'title', a."title" ->> 'fr'),
  'actorKind', a."actorKind", 'week', a."week", 'count', a."count")), '[]')::text AS answer
FROM (SELECT a.*, t."title" FROM "contributionActivity" a JOIN "theme" t ON t."id" = a."themeId"
  WHERE a."consultationId" = $1 AND a."count" > 0 ORDER BY a."themeId", a."actorKind", a."week") a
