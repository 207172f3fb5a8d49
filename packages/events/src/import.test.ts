import { aConsultation, aParticipant, aTheme } from '@cahier/db/testing'
import { NotAllowedError, NotAuthenticatedError, newId, ValidationError, visitor } from '@cahier/kernel'
import { openTestContext, type TestContext, viewerOf } from '@cahier/kernel/testing'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import {
  getEventBySlug,
  type ImportedEvent,
  type ImportedRegistration,
  importEvents,
  importRegistrations,
  listEventThemes,
  moveEventThemes,
  SchoolHoursError,
} from './index'

let ctx: TestContext
let consultationId: string
beforeAll(async () => {
  ctx = await openTestContext()
})
afterAll(() => ctx.close())
beforeEach(async () => {
  consultationId = (await aConsultation(ctx.db)).id
})

const row = (slug: string, more: Partial<ImportedEvent> = {}): ImportedEvent => ({
  slug,
  title: { fr: slug },
  summary: {},
  scope: 'ACADEMIC',
  mode: 'ONLINE',
  startsAt: new Date('2020-09-07T07:30:00Z'),
  endsAt: new Date('2020-09-07T09:30:00Z'),
  timeZone: 'Europe/Paris',
  place: null,
  territoryId: null,
  capacity: 2,
  origin: 'IMPORTED',
  themeIds: [],
  ...more,
})

const countersOf = (id: string) =>
  ctx.db.event.findUniqueOrThrow({ where: { id }, select: { confirmedCount: true, waitlistedCount: true } })

test('what comes in twice is there once, and what changed is updated', async () => {
  const theme = await aTheme(ctx.db, consultationId)
  const rows = [row('un', { themeIds: [theme.id] }), row('deux')]
  const first = await importEvents(ctx, consultationId, rows)
  expect([...first.keys()].sort()).toEqual(['deux', 'un'])
  const again = await importEvents(ctx, consultationId, [rows[0] ?? row('un'), row('deux', { place: 'Médiathèque' })])
  expect(again).toEqual(first)
  expect(await getEventBySlug(ctx, consultationId, 'deux')).toMatchObject({ place: 'Médiathèque', version: 1 })
  expect(await listEventThemes(ctx, [...first.values()])).toEqual([[theme.id], []])
})

test('three hundred and fifty events come in a handful of statements', async () => {
  const rows = Array.from({ length: 350 }, (_, n) => row(`rencontre-${n}`))
  const statements = await ctx.statementsOf(() => importEvents(ctx, consultationId, rows))
  expect(statements.length).toBeLessThanOrEqual(5)
})

test('an import that breaks a rule leaves nothing', async () => {
  const elsewhere = await aTheme(ctx.db, (await aConsultation(ctx.db)).id)
  const faults: [Partial<ImportedEvent>, typeof ValidationError | typeof SchoolHoursError][] = [
    [{ scope: 'SCHOOL' }, SchoolHoursError],
    [{ endsAt: new Date('2020-09-07T07:30:00Z') }, ValidationError],
    [{ themeIds: [elsewhere.id] }, ValidationError],
    [{ timeZone: 'Europe/Poitiers' }, ValidationError],
    [{ slug: 'un' }, ValidationError],
    [{ title: { fr: 'a\0' } }, ValidationError],
  ]
  for (const [fault, refusal] of faults) {
    await expect(importEvents(ctx, consultationId, [row('un'), row('deux', fault)])).rejects.toThrow(refusal)
  }
  expect(await ctx.db.event.count({ where: { consultationId } })).toBe(0)
})

test('registrations come in their order, twice without doubles, and the counters follow', async () => {
  const ids = await importEvents(ctx, consultationId, [row('un')])
  const eventId = ids.get('un') ?? ''
  const people = await Promise.all(Array.from({ length: 4 }, () => aParticipant(ctx.db, consultationId)))
  const statuses = ['CONFIRMED', 'CONFIRMED', 'WAITLISTED', 'WAITLISTED'] as const
  const rows: ImportedRegistration[] = people.map(({ id }, n) => ({
    eventId,
    participantId: id,
    status: statuses[n] ?? 'CANCELLED',
    createdAt: new Date(Date.UTC(2020, 8, 1, n)),
  }))
  await importRegistrations(ctx, rows)
  await importRegistrations(ctx, rows)
  const listed = await ctx.db.registration.findMany({ where: { eventId }, orderBy: { arrival: 'asc' } })
  expect(listed.map(({ participantId }) => participantId)).toEqual(people.map(({ id }) => id))
  expect(await countersOf(eventId)).toEqual({ confirmedCount: 2, waitlistedCount: 2 })
  const attended = rows.map((registration, n) =>
    n === 0 ? { ...registration, status: 'ATTENDED' as const } : registration,
  )
  await importRegistrations(ctx, attended)
  expect(await countersOf(eventId)).toEqual({ confirmedCount: 2, waitlistedCount: 2 })
})

test('registrations that cannot be are refused together', async () => {
  const eventId = (await importEvents(ctx, consultationId, [row('un', { capacity: 1 })])).get('un') ?? ''
  const one = (participantId: string) =>
    ({ eventId, participantId, status: 'CONFIRMED', createdAt: new Date('2020-09-01T08:00:00Z') }) as const
  const [a, b] = [await aParticipant(ctx.db, consultationId), await aParticipant(ctx.db, consultationId)]
  const stranger = await aParticipant(ctx.db, (await aConsultation(ctx.db)).id)
  for (const rows of [
    [one(a.id), one(b.id)],
    [one(a.id), one(a.id)],
    [one(stranger.id)],
    [one(newId())],
    [one('non')],
  ]) {
    await expect(importRegistrations(ctx, rows)).rejects.toThrow(ValidationError)
  }
  expect(await ctx.db.registration.count({ where: { eventId } })).toBe(0)
  expect(await countersOf(eventId)).toEqual({ confirmedCount: 0, waitlistedCount: 0 })
})

test('imports are for the platform and its administrators', async () => {
  const organiser = viewerOf(await aParticipant(ctx.db, consultationId), 'ORGANISER')
  await expect(importEvents({ ...ctx, viewer: organiser }, consultationId, [])).rejects.toThrow(NotAllowedError)
  await expect(importRegistrations({ ...ctx, viewer: organiser }, [])).rejects.toThrow(NotAllowedError)
  await expect(importEvents({ ...ctx, viewer: visitor }, consultationId, [])).rejects.toThrow(NotAuthenticatedError)
})

test('a theme that is taken over hands its events on, once each', async () => {
  const [from, into] = [await aTheme(ctx.db, consultationId), await aTheme(ctx.db, consultationId)]
  const both = row('les-deux', { themeIds: [from.id, into.id] })
  const ids = await importEvents(ctx, consultationId, [row('un', { themeIds: [from.id] }), both])
  await moveEventThemes(ctx, from.id, into.id)
  expect(await listEventThemes(ctx, [...ids.values()])).toEqual([[into.id], [into.id]])
})
