-- A participant votes once in each of their strata of contributions; at a small scale two strata may meet in one contribution.
INSERT INTO "vote" ("contributionId", "participantId", "value", "castAt")
SELECT bench.contribution(1 + floor(contributions * power((stratum + bench.roll(n, 61, 1000) / 1000.0) / strata, 2))::bigint),
  bench.participant(voters + 1 + n % (participants - voters)),
  (enum_range(NULL::"VoteValue"))[bench.skewed(n, 62, 3)::int], bench.at(bench.moment(n, 63))
FROM generate_series($1::bigint, $2::bigint) n, bench.size,
  LATERAL (SELECT n / (participants - voters) AS stratum, 1 + votes / (participants - voters) AS strata) x
ON CONFLICT DO NOTHING
