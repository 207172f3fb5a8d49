import { aConsultation, aParticipant, aTheme } from '@cahier/db/testing'
import {
  ConflictError,
  NotAllowedError,
  NotAuthenticatedError,
  NotFoundError,
  newId,
  ValidationError,
  visitor,
} from '@cahier/kernel'
import { administrator, viewerOf } from '@cahier/kernel/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  cancelEvent,
  countEvents,
  createEvent,
  type Event,
  type EventFilter,
  editEvent,
  findModeratedEvent,
  getEventBySlug,
  getEvents,
  hideEvent,
  listEvents,
  listEventThemes,
  type NewEvent,
  restoreEvent,
  SchoolHoursError,
} from './index'
import { type EventsTestContext, openEventsContext } from './testing'

let ctx: EventsTestContext
let consultationId: string
beforeAll(async () => {
  ctx = await openEventsContext()
})
afterAll(() => ctx.close())
beforeEach(async () => {
  consultationId = (await aConsultation(ctx.db)).id
})

const event = (slug: string, more: Partial<NewEvent> = {}): Promise<Event> =>
  createEvent(ctx, {
    consultationId,
    slug,
    title: { fr: slug },
    scope: 'ACADEMIC',
    mode: 'HYBRID',
    startsAt: new Date('2030-09-03T16:00:00Z'),
    endsAt: new Date('2030-09-03T18:00:00Z'),
    ...more,
  })
const slugs = async (filter: EventFilter = {}): Promise<string[]> =>
  (await listEvents(ctx, { consultationId, ...filter })).nodes.map(({ slug }) => slug)

describe('creating and editing', () => {
  test('an event is created with its themes, and found by its address', async () => {
    const theme = await aTheme(ctx.db, consultationId)
    const created = await event('un', { themeIds: [theme.id, theme.id], capacity: 30 })
    expect(created).toMatchObject({ status: 'SCHEDULED', capacity: 30, hasPlacesLeft: true, timeZone: 'Europe/Paris' })
    expect(await listEventThemes(ctx, [created.id])).toEqual([[theme.id]])
    expect(await getEventBySlug(ctx, consultationId, 'un')).toEqual(created)
    await expect(event('un')).rejects.toThrow(ValidationError)
  })

  test('what an edit leaves out stays, and null takes off', async () => {
    const created = await event('un', { capacity: 30, place: 'Médiathèque' })
    const moved = await editEvent(ctx, { id: created.id, version: 1, mode: 'ONLINE', place: null, scope: null })
    expect(moved).toMatchObject({ mode: 'ONLINE', place: null, scope: 'ACADEMIC', capacity: 30, version: 2 })
    expect(await editEvent(ctx, { id: created.id, version: 2, capacity: null })).toHaveProperty('capacity', null)
  })

  test('of two edits from one version, one wins and the other is told', async () => {
    const { id } = await event('un')
    const edit = (place: string) => editEvent(ctx, { id, version: 1, place })
    const results = await Promise.allSettled([edit('ici'), edit('là')])
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(results.find((result) => result.status === 'rejected')?.reason).toBeInstanceOf(ConflictError)
  })

  test('an event is called off once', async () => {
    const { id } = await event('un')
    const cancelled = await cancelEvent(ctx, { id, version: 1 })
    expect(cancelled).toMatchObject({ status: 'CANCELLED', version: 2 })
    await expect(cancelEvent(ctx, cancelled)).rejects.toThrow(ConflictError)
    expect(await slugs()).toEqual(['un'])
    expect(await slugs({ status: ['SCHEDULED'] })).toEqual([])
  })

  test('each write leaves its fact', async () => {
    const { id } = await event('un')
    await cancelEvent(ctx, await editEvent(ctx, { id, version: 1, place: 'ici' }))
    const facts = await ctx.db.outboxEvent.findMany({ where: { subjectId: id }, orderBy: { position: 'asc' } })
    expect(facts.map(({ type }) => type)).toEqual(['event.created', 'event.edited', 'event.cancelled'])
  })

  test('a school’s event that overlaps school time is refused, created or edited', async () => {
    const inClass = { startsAt: new Date('2030-09-03T12:00:00Z'), endsAt: new Date('2030-09-03T14:00:00Z') }
    const refused = await event('un', { ...inClass, scope: 'SCHOOL' }).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(SchoolHoursError)
    expect(refused).toMatchObject({ from: '08:00', to: '17:00', timeZone: 'Europe/Paris' })
    const evening = await event('un', { scope: 'SCHOOL' })
    const change = { id: evening.id, version: 1 }
    await expect(editEvent(ctx, { ...change, ...inClass })).rejects.toThrow(SchoolHoursError)
    await expect(editEvent(ctx, { ...change, timeZone: 'America/Martinique' })).rejects.toThrow(SchoolHoursError)
    const local = await event('deux', inClass)
    await expect(editEvent(ctx, { id: local.id, version: 1, scope: 'SCHOOL' })).rejects.toThrow(SchoolHoursError)
  })
})

describe('who may', () => {
  test('facilitators and organisers of this very consultation write, and administrators', async () => {
    const participant = await aParticipant(ctx.db, consultationId)
    const other = await aParticipant(ctx.db, (await aConsultation(ctx.db)).id)
    const { id } = await event('un')
    const acts = (viewer: typeof ctx.viewer) => [
      () => createEvent({ ...ctx, viewer }, { ...NEW, consultationId, slug: newId() }),
      () => editEvent({ ...ctx, viewer }, { id, version: 1, place: 'ici' }),
      () => cancelEvent({ ...ctx, viewer }, { id, version: 1 }),
    ]
    for (const act of acts(visitor)) await expect(act()).rejects.toThrow(NotAuthenticatedError)
    const refused = [
      viewerOf(participant),
      viewerOf(participant, 'MODERATOR', 'ANALYST'),
      viewerOf(other, 'FACILITATOR', 'ORGANISER'),
    ]
    for (const viewer of refused) for (const act of acts(viewer)) await expect(act()).rejects.toThrow(NotAllowedError)
    for (const viewer of [
      viewerOf(participant, 'FACILITATOR'),
      viewerOf(participant, 'ORGANISER'),
      administrator(newId()),
    ]) {
      await expect(acts(viewer)[0]?.()).resolves.toHaveProperty('status', 'SCHEDULED')
    }
  })

  const NEW = {
    title: { fr: 'a' },
    scope: 'LOCAL',
    mode: 'ONLINE',
    startsAt: new Date('2030-09-03T16:00:00Z'),
    endsAt: new Date('2030-09-03T18:00:00Z'),
  } as const

  test('what moderation hides is gone for all but moderators, and comes back', async () => {
    const { id } = await event('un')
    const participant = await aParticipant(ctx.db, consultationId)
    const other = await aParticipant(ctx.db, (await aConsultation(ctx.db)).id)
    const moderator = { ...ctx, viewer: viewerOf(participant, 'MODERATOR') }
    expect(await findModeratedEvent(ctx, id)).toEqual({ consultationId, authorId: null, isHidden: false })
    await hideEvent(ctx, id)
    const blind = [
      visitor,
      viewerOf(participant),
      ...(['FACILITATOR', 'ANALYST', 'ORGANISER'] as const).map((role) => viewerOf(participant, role)),
      viewerOf(other, 'MODERATOR'),
    ].map((viewer) => ({ ...ctx, viewer }))
    for (const reader of blind) {
      expect(await getEvents(reader, [id])).toEqual([null])
      expect(await getEventBySlug(reader, consultationId, 'un')).toBeNull()
      expect(await findModeratedEvent(reader, id)).toBeNull()
    }
    for (const reader of [...blind, moderator]) {
      expect((await listEvents(reader, { consultationId })).nodes).toEqual([])
      expect(await countEvents(reader, { consultationId })).toBe(0)
    }
    expect(await findModeratedEvent(moderator, id)).toHaveProperty('isHidden', true)
    expect((await getEvents(moderator, [id]))[0]?.hiddenAt).not.toBeNull()
    await restoreEvent(ctx, id)
    expect((await getEvents({ ...ctx, viewer: visitor }, [id]))[0]).toMatchObject({ id, hiddenAt: null, version: 1 })
    await expect(hideEvent(ctx, newId())).rejects.toThrow(NotFoundError)
  })

  test('a draft consultation’s events are seen by its staff alone', async () => {
    const { id } = await event('un')
    await ctx.db.consultation.update({ where: { id: consultationId }, data: { status: 'DRAFT' } })
    expect(await getEvents({ ...ctx, viewer: visitor }, [id])).toEqual([null])
    expect((await listEvents({ ...ctx, viewer: visitor }, { consultationId })).nodes).toEqual([])
    const facilitator = viewerOf(await aParticipant(ctx.db, consultationId), 'FACILITATOR')
    expect((await getEvents({ ...ctx, viewer: facilitator }, [id]))[0]?.id).toBe(id)
  })
})

test('hostile input is refused, and leaves nothing', async () => {
  const elsewhere = await aTheme(ctx.db, (await aConsultation(ctx.db)).id)
  const merged = await aTheme(ctx.db, consultationId, { status: 'MERGED', mergedIntoId: elsewhere.id })
  const hostile: Partial<NewEvent>[] = [
    ...['a\0', '\ud83d', 'x'.repeat(1_000_000), ''].flatMap((text) => [{ title: { fr: text } }, { place: text }]),
    { slug: 'Un Événement' },
    { timeZone: '+01:00' },
    { startsAt: new Date(Number.NaN) },
    { startsAt: new Date(8.64e15) },
    { endsAt: new Date('2030-09-03T16:00:00Z') },
    ...[0, -1, 1.5, 100_001, Number.NaN, 1e308].map((capacity) => ({ capacity })),
    { consultationId: newId() },
    { consultationId: 'pas-un-id' },
    { territoryId: newId() },
    { organisationId: newId() },
    { themeIds: [elsewhere.id] },
    { themeIds: [merged.id] },
    { themeIds: [newId()] },
    { themeIds: Array.from({ length: 21 }, newId) },
  ]
  for (const fault of hostile) {
    await expect(event('un', fault), JSON.stringify(fault).slice(0, 80)).rejects.toThrow(ValidationError)
  }
  expect(await countEvents(ctx, { consultationId })).toBe(0)
  expect(await getEvents(ctx, ['pas-un-id', newId(), elsewhere.id])).toEqual([null, null, null])
  for (const slug of ['a\0', '\ud83d', 'x'.repeat(1_000_000)]) {
    expect(await getEventBySlug(ctx, consultationId, slug)).toBeNull()
  }
  await expect(editEvent(ctx, { id: 'pas-un-id', version: 1 })).rejects.toThrow(NotFoundError)
  await expect(listEvents(ctx, {}, null, { first: 1_000_000 })).rejects.toThrow(ValidationError)
})
