INSERT INTO "contribution" ("id", "consultationId", "themeId", "authorId", "kind", "status", "hiddenAt", "title", "body", "locale", "origin",
  "createdAt", "publishedAt", "updatedAt")
SELECT bench.contribution(n), bench.consultation(), bench.theme(bench.skewed(n, 31, cardinality(themes))),
  bench.participant(voters + bench.skewed(n, 32, participants - voters)),
  (enum_range(NULL::"ContributionKind"))[bench.skewed(n, 33, 4)::int],
  CASE bench.roll(n, 34, 50) WHEN 0 THEN 'DRAFT' WHEN 1 THEN 'WITHDRAWN' ELSE 'PUBLISHED' END::"ContributionStatus",
  CASE WHEN bench.roll(n, 34, 50) = 2 THEN bench.at(written + 86400000) END,
  bench.pick(acts, n, 35) || ' ' || topic || ' ' || setting,
  bench.pick(openers, n, 36) || ' ' || bench.pick(subjects, n, 37) || ' ' || bench.pick(verbs, n, 38) || ' ' || setting || ', '
    || bench.pick(reasons, n, 39) || '. Il s’agirait de prévoir ' || topic || '. ' || bench.pick(means, n, 40) || '. '
    || bench.pick(openers, n, 41) || ' ' || bench.pick(subjects, n, 42) || ' ' || bench.pick(verbs, n, 43) || '. '
    || 'On pourrait aussi penser à ' || bench.pick(topics, n, 44) || ' ' || bench.pick(settings, n, 45) || '. '
    || bench.pick(effects, n, 46) || ', ' || bench.pick(reasons, n, 47) || '. ' || bench.pick(effects, n, 48) || '.',
  'fr', 'SYNTHETIC', bench.at(written), CASE WHEN bench.roll(n, 34, 50) <> 0 THEN bench.at(written) END, bench.at(written)
FROM generate_series($1::bigint, $2::bigint) n, bench.size, bench.words,
  LATERAL (SELECT bench.moment(n, 2) AS written, bench.pick(topics, n, 29) AS topic, bench.pick(settings, n, 30) AS setting) x
