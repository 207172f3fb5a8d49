-- The first `voters` are persons who sign in, and have not voted yet.
INSERT INTO "participant" ("id", "consultationId", "personId", "pseudonym", "chosenName", "actorKind", "isUnder15", "origin", "createdAt")
SELECT bench.participant(n), bench.consultation(), CASE WHEN n <= voters THEN bench.person(n) END,
  bench.pick(birds, n, 20) || ' ' || n,
  CASE WHEN bench.roll(n, 21, 3) = 0 AND bench.roll(n, 24, 12) <> 0 THEN bench.pick(names, n, 22) || ' ' || n END,
  (enum_range(NULL::"ActorKind"))[bench.skewed(n, 23, 9)::int],
  bench.roll(n, 24, 12) = 0, 'SYNTHETIC', bench.at(bench.moment(n, 1))
FROM generate_series($1::bigint, $2::bigint) n, bench.size, bench.words
