import { createDb, migrate, rawSql } from '@cahier/db'
import { aConsultation, aParticipant, aPerson, canRace } from '@cahier/db/testing'
import { NotAllowedError, NotAuthenticatedError, visitor } from '@cahier/kernel'
import { administrator, openTestContext, type TestContext, viewerOf } from '@cahier/kernel/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { facts } from './facts'
import type { SeedReport } from './report'
import { seedEgn } from './seed'

let ctx: TestContext
let report: SeedReport
let statements: string[]

beforeAll(async () => {
  ctx = await openTestContext()
  statements = await ctx.statementsOf(async () => {
    report = await seedEgn(ctx)
  })
})
afterAll(() => ctx.close())

const rowsOf = async <Row>(query: string): Promise<Row[]> => (await rawSql.raw<Row>(query).execute(ctx.sql)).rows

/** Every row of every table, by table, the clock's columns included. */
const everything = async (): Promise<Record<string, string>> => {
  const tables = await rowsOf<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1`,
  )
  const contents: Record<string, string> = {}
  for (const { name } of tables) {
    const [row] = await rowsOf<{ hash: string }>(
      `SELECT md5(coalesce(string_agg(t::text, ',' ORDER BY t::text COLLATE "C"), '')) AS hash FROM "${name}" t`,
    )
    contents[name] = row?.hash ?? ''
  }
  return contents
}

test('there are as many as announced', () => {
  expect(report).toMatchObject({
    territories: 18 + 30 + 101,
    themes: 5,
    participants: 1_200,
    contributions: 670,
    comments: 2_000,
    votes: 3_000,
    syntheticEvents: 350,
    importedEvents: facts.meetings.length,
  })
})

test('ten thousand rows take a hundred statements; a second time, two', async () => {
  expect(statements.length).toBeLessThan(100)
  expect((await ctx.statementsOf(() => seedEgn(ctx))).length).toBeLessThanOrEqual(3)
})

test('twice changes nothing, to the last column', async () => {
  const before = await everything()
  expect(await seedEgn(ctx)).toEqual(report)
  expect(await everything()).toEqual(before)
})

test('what is edited after the seed stays as it was edited', async () => {
  const where = { id: report.consultationId }
  await ctx.db.consultation.update({ where, data: { title: { fr: 'Autrement' } } })
  await seedEgn(ctx)
  expect(await ctx.db.consultation.findUniqueOrThrow({ where })).toMatchObject({ title: { fr: 'Autrement' } })
})

test('only the platform and its administrators seed', async () => {
  const consultation = await aConsultation(ctx.db)
  const organiser = viewerOf(await aParticipant(ctx.db, consultation.id), 'ORGANISER')
  await expect(seedEgn({ ...ctx, viewer: visitor })).rejects.toThrow(NotAuthenticatedError)
  await expect(seedEgn({ ...ctx, viewer: organiser })).rejects.toThrow(NotAllowedError)
  const viewer = administrator((await aPerson(ctx.db)).id)
  expect(await seedEgn({ ...ctx, viewer })).toEqual(report)
})

test('only the facts are not marked as synthetic', async () => {
  const origins = await rowsOf(
    `SELECT DISTINCT kind, origin FROM (
       SELECT 'participant' AS kind, "origin"::text FROM "participant" WHERE "consultationId" = '${report.consultationId}'
       UNION ALL SELECT 'contribution', "origin"::text FROM "contribution"
       UNION ALL SELECT 'comment', "origin"::text FROM "comment") o ORDER BY kind`,
  )
  expect(origins).toEqual([
    { kind: 'comment', origin: 'SYNTHETIC' },
    { kind: 'contribution', origin: 'SYNTHETIC' },
    { kind: 'participant', origin: 'SYNTHETIC' },
  ])
  const meetings = await ctx.sql.selectFrom('event').select('slug').where('origin', '<>', 'SYNTHETIC').execute()
  expect(meetings.map(({ slug }) => slug).sort()).toEqual(facts.meetings.map(({ slug }) => slug).sort())
})

test('no person stands behind a synthetic participant', async () => {
  const people = await ctx.sql
    .selectFrom('participant')
    .select('id')
    .where('consultationId', '=', report.consultationId)
    .where('personId', 'is not', null)
    .execute()
  expect(people).toEqual([])
})

test('no chart is blank: each theme has each actor and week, each académie each actor, theme, scope and vote', async () => {
  const cells = await rowsOf(
    `SELECT count(DISTINCT (a."themeId", a."actorKind"))::int AS "actors", count(DISTINCT (a."themeId", a."week"))::int AS "weeks"
     FROM "contributionActivity" a WHERE a."count" > 0`,
  )
  expect(cells).toEqual([{ actors: 5 * 9, weeks: 5 * 20 }])
  const contributed = await rowsOf(
    `SELECT count(DISTINCT (t."academyId", p."actorKind"))::int AS "actors", count(DISTINCT (t."academyId", c."themeId"))::int AS "themes"
     FROM "contribution" c JOIN "participant" p ON p."id" = c."authorId" JOIN "territory" t ON t."id" = p."territoryId"`,
  )
  expect(contributed).toEqual([{ actors: 30 * 9, themes: 30 * 5 }])
  const met = await rowsOf(
    `SELECT count(DISTINCT (t."academyId", e."scope"))::int AS "scopes", count(DISTINCT e."mode")::int AS "modes"
     FROM "event" e JOIN "territory" t ON t."id" = e."territoryId"`,
  )
  expect(met).toEqual([{ scopes: 30 * 5, modes: 3 }])
  const voted = await rowsOf(
    `SELECT count(DISTINCT (v."value", p."actorKind"))::int AS "actors", count(DISTINCT (v."value", c."themeId"))::int AS "themes"
     FROM "vote" v JOIN "participant" p ON p."id" = v."participantId" JOIN "contribution" c ON c."id" = v."contributionId"`,
  )
  expect(voted).toEqual([{ actors: 3 * 9, themes: 3 * 5 }])
})

test('the counters are what a recount finds', async () => {
  const counters = () =>
    rowsOf(
      `SELECT c."id", c."commentCount", c."forCount", c."againstCount", c."agreeCount", c."mixedCount", c."disagreeCount",
         t."contributionCount" FROM "contribution" c JOIN "theme" t ON t."id" = c."themeId" ORDER BY c."id"`,
    )
  const kept = await counters()
  await rowsOf(`SELECT "recountConsultation"('${report.consultationId}')::text`)
  expect(await counters()).toEqual(kept)
  const wrong = await rowsOf(
    `SELECT e."slug" FROM "event" e LEFT JOIN "registration" r ON r."eventId" = e."id" GROUP BY e."id"
     HAVING e."confirmedCount" <> count(*) FILTER (WHERE r."status" IN ('CONFIRMED', 'ATTENDED'))
       OR e."waitlistedCount" <> count(*) FILTER (WHERE r."status" = 'WAITLISTED')`,
  )
  expect(wrong).toEqual([])
})

test('nobody acts before joining', async () => {
  const early = await rowsOf(
    `SELECT p."id" FROM "participant" p
     JOIN (SELECT "authorId" AS "who", "publishedAt" AS "at" FROM "contribution" UNION ALL SELECT "authorId", "createdAt" FROM "comment"
       UNION ALL SELECT "participantId", "castAt" FROM "vote" UNION ALL SELECT "participantId", "createdAt" FROM "registration") a
     ON a."who" = p."id" WHERE a."at" < p."createdAt"`,
  )
  expect(early).toEqual([])
})

test.runIf(canRace)('three processes that seed at once seed once', async () => {
  const other = await openTestContext()
  try {
    const reports = await Promise.all([seedEgn(other), seedEgn(other), seedEgn(other)])
    expect(new Set(reports.map(({ consultationId }) => consultationId)).size).toBe(1)
    expect(reports[0]).toMatchObject({ contributions: 670, votes: 3_000, comments: 2_000 })
  } finally {
    await other.close()
  }
})

test.skipIf(canRace)(
  'a new embedded database starts from the dump of a seeded one, with nothing to migrate nor to seed',
  async () => {
    const dump = await ctx.dump?.()
    expect(dump).toBeDefined()
    const copy = await createDb(undefined, dump && { dump })
    try {
      expect(await migrate(copy)).toEqual([])
      expect(await seedEgn({ ...ctx, db: copy.db, sql: copy.sql })).toEqual(report)
    } finally {
      await copy.close()
    }
  },
)
