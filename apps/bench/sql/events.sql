INSERT INTO "event" ("id", "consultationId", "slug", "title", "summary", "scope", "mode", "startsAt", "endsAt", "place", "capacity", "origin", "createdAt")
SELECT bench.id('event', n, bench.moment(n, 71)), bench.consultation(), 'rencontre-' || n,
  jsonb_build_object('fr', 'Rencontre : ' || bench.pick(topics, n, 72) || ' ' || bench.pick(settings, n, 73)),
  jsonb_build_object('fr', bench.pick(means, n, 74) || '.'),
  (enum_range(NULL::"EventScope"))[bench.skewed(n, 75, 5)::int], (enum_range(NULL::"EventMode"))[bench.skewed(n, 76, 3)::int],
  bench.at(starts), bench.at(starts + 7200000), 'Salle ' || bench.roll(n, 77, 40), 20 + bench.roll(n, 78, 200)::int, 'SYNTHETIC', bench.at(starts)
FROM generate_series($1::bigint, $2::bigint) n, bench.words, LATERAL (SELECT bench.moment(n, 71) AS starts) x
