SELECT coalesce(json_agg(json_build_object('themeId', a."themeId", 'actorKind', a."actorKind", 'week', a."week", 'count', a."count")), '[]')::text
  AS answer
FROM (SELECT "themeId", "actorKind", "week", "count" FROM "contributionActivity" WHERE "consultationId" = $1 AND "count" > 0
  ORDER BY "themeId", "actorKind", "week") a
