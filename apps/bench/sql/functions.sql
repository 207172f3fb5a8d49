-- Everything below is a pure function of a row's number, so that the same scale gives the same database anywhere.
CREATE SCHEMA bench;

CREATE FUNCTION bench.roll(n bigint, salt bigint, sides bigint) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$ SELECT (hashint8extended(n, salt) & 9223372036854775807) % sides $$;

CREATE FUNCTION bench.pick(list text[], n bigint, salt bigint) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$ SELECT list[1 + bench.roll(n, salt, cardinality(list))::int] $$;

-- From 1 to `sides`; the first quarter is met as often as the other three together.
CREATE FUNCTION bench.skewed(n bigint, salt bigint, sides bigint) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$ SELECT 1 + floor(sides * power(bench.roll(n, salt, 1 << 30)::float8 / (1 << 30), 2))::bigint $$;

-- A moment of the five weeks from Monday 31 August 2020, in milliseconds since 1970.
CREATE FUNCTION bench.moment(n bigint, salt bigint) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$ SELECT 1598832000000 + bench.roll(n, salt, 35::bigint * 86400000) $$;

CREATE FUNCTION bench.at(milliseconds bigint) RETURNS timestamptz LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$ SELECT to_timestamp(milliseconds / 1000.0) $$;

-- Shaped as UUID version 7, so that ids have the locality that real ones have.
CREATE FUNCTION bench.id(kind text, n bigint, milliseconds bigint) RETURNS uuid LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$ SELECT (lpad(to_hex(milliseconds), 12, '0') || '7' || substr(md5(kind || n), 1, 3) || '8' || substr(md5(kind || n), 4, 15))::uuid $$;

CREATE FUNCTION bench.consultation() RETURNS uuid LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$ SELECT bench.id('consultation', 1, 1598832000000) $$;
CREATE FUNCTION bench.theme(n bigint) RETURNS uuid LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$ SELECT bench.id('theme', n, 1598832000000) $$;
CREATE FUNCTION bench.person(n bigint) RETURNS uuid LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$ SELECT bench.id('person', n, 1598832000000) $$;
CREATE FUNCTION bench.session(n bigint) RETURNS uuid LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$ SELECT bench.id('session', n, 1598832000000) $$;
CREATE FUNCTION bench.participant(n bigint) RETURNS uuid LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$ SELECT bench.id('participant', n, bench.moment(n, 1)) $$;
CREATE FUNCTION bench.contribution(n bigint) RETURNS uuid LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$ SELECT bench.id('contribution', n, bench.moment(n, 2)) $$;
-- One comment in four answers the one before it, an hour later.
CREATE FUNCTION bench.commentMoment(n bigint) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$ SELECT CASE WHEN n % 4 = 0 THEN bench.moment(n - 1, 3) + 3600000 ELSE bench.moment(n, 3) END $$;
CREATE FUNCTION bench.comment(n bigint) RETURNS uuid LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$ SELECT bench.id('comment', n, bench.commentMoment(n)) $$;

CREATE TABLE bench.size (voters bigint, participants bigint, contributions bigint, comments bigint, votes bigint, events bigint);
CREATE TABLE bench.words (acts text[], topics text[], settings text[], "topicWords" text[], "settingWords" text[], openers text[],
  subjects text[], verbs text[], reasons text[], means text[], effects text[], stances text[], themes text[], birds text[], names text[]);
