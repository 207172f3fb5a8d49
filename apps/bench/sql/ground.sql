INSERT INTO "consultation" ("id", "slug", "status", "title", "summary", "defaultLocale", "origin", "createdAt")
VALUES (bench.consultation(), 'mesure', 'PUBLISHED', '{"fr": "Consultation de mesure"}', '{"fr": "Des données produites pour mesurer."}', 'fr',
  'SYNTHETIC', bench.at(1598832000000));

-- Open for as long as anybody may want to measure: voting needs a phase that runs.
INSERT INTO "phase" ("id", "consultationId", "slug", "title", "opens", "startsAt", "endsAt")
VALUES (bench.id('phase', 1, 1598832000000), bench.consultation(), 'participation', '{"fr": "Participation"}',
  '{CONTRIBUTING,COMMENTING,VOTING,REGISTERING}', '2020-08-31Z', '2100-01-01Z');

INSERT INTO "theme" ("id", "consultationId", "slug", "title", "summary", "position", "createdAt")
SELECT bench.theme(n), bench.consultation(), 'theme-' || n, jsonb_build_object('fr', title), '{}', n - 1, bench.at(1598832000000)
FROM bench.words, unnest(themes) WITH ORDINALITY AS x (title, n);

INSERT INTO "person" ("id", "issuer", "subject")
SELECT bench.person(n), 'urn:cahier:bench', 'voter-' || n FROM bench.size, generate_series(1, voters) n;

INSERT INTO "session" ("id", "personId", "refreshHash", "expiresAt")
SELECT bench.session(n), bench.person(n), 'bench:' || n, '2100-01-01Z' FROM bench.size, generate_series(1, voters) n;
