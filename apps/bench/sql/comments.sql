INSERT INTO "comment" ("id", "contributionId", "parentId", "authorId", "stance", "body", "locale", "status", "hiddenAt", "origin", "createdAt", "updatedAt")
SELECT bench.comment(n), bench.contribution(bench.skewed(thread, 51, contributions)), CASE WHEN n <> thread THEN bench.comment(thread) END,
  bench.participant(voters + bench.skewed(n, 52, participants - voters)),
  (enum_range(NULL::"Stance"))[bench.skewed(n, 53, 3)::int],
  bench.pick(stances, n, 54) || ' : ' || bench.pick(subjects, n, 55) || ' ' || bench.pick(verbs, n, 56) || ', ' || bench.pick(reasons, n, 57)
    || '. ' || bench.pick(effects, n, 58) || '.',
  'fr', CASE bench.roll(n, 59, 50) WHEN 0 THEN 'WITHDRAWN' ELSE 'PUBLISHED' END::"CommentStatus",
  CASE WHEN bench.roll(n, 59, 50) = 1 THEN bench.at(written + 86400000) END, 'SYNTHETIC', bench.at(written), bench.at(written)
FROM generate_series($1::bigint, $2::bigint) n, bench.size, bench.words,
  LATERAL (SELECT bench.commentMoment(n) AS written, CASE WHEN n % 4 = 0 THEN n - 1 ELSE n END AS thread) x
