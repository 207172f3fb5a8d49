import { aConsultation, anEvent, aParticipant } from '@cahier/db/testing'
import {
  ConflictError,
  type NewNotice,
  NotAuthenticatedError,
  NotFoundError,
  NotParticipatingError,
  newId,
  PhaseClosedError,
  ValidationError,
  visitor,
} from '@cahier/kernel'
import { openTestContext, type TestContext, viewerOf } from '@cahier/kernel/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  CapacityBelowConfirmedError,
  cancelEvent,
  cancelRegistration,
  countRegistrations,
  editEvent,
  getEvents,
  getRegistrations,
  hideEvent,
  listRegistrationObstacles,
  listRegistrations,
  RegistrationClosedError,
  recordAttendance,
  registerForEvent,
  type TellingContext,
  viewerRegistrations,
} from './index'

let ctx: TestContext
let consultationId: string
let notices: NewNotice[]
beforeAll(async () => {
  ctx = await openTestContext()
})
afterAll(() => ctx.close())
beforeEach(async () => {
  consultationId = (await aConsultation(ctx.db)).id
  notices = []
})

const notify = async (_: unknown, notice: NewNotice): Promise<void> => void notices.push(notice)
const as = (viewer: TestContext['viewer']): TestContext & Pick<TellingContext, 'notify'> => ({ ...ctx, viewer, notify })
const someone = () => aParticipant(ctx.db, consultationId)
const anybody = async () => as(viewerOf(await someone()))
const facilitator = async () => as(viewerOf(await someone(), 'FACILITATOR'))
const event = (more: Parameters<typeof anEvent>[2] = {}) => anEvent(ctx.db, consultationId, more)

const HOUR = 3_600_000
const hoursFromNow = (hours: number) => new Date(Date.now() + hours * HOUR)
const countersOf = (id: string) =>
  ctx.db.event.findUniqueOrThrow({ where: { id }, select: { confirmedCount: true, waitlistedCount: true } })
const statuses = async (eventId: string) =>
  (await ctx.db.registration.findMany({ where: { eventId }, orderBy: { arrival: 'asc' } })).map(({ status }) => status)

describe('registering', () => {
  test('the last place is given, then the waiting list begins', async () => {
    const { id: eventId } = await event({ capacity: 2 })
    for (const status of ['CONFIRMED', 'CONFIRMED', 'WAITLISTED', 'WAITLISTED']) {
      expect(await registerForEvent(await anybody(), { eventId })).toMatchObject({ eventId, status })
    }
    expect(await countersOf(eventId)).toEqual({ confirmedCount: 2, waitlistedCount: 2 })
    expect((await getEvents(ctx, [eventId]))[0]?.hasPlacesLeft).toBe(false)
  })

  test('it is one statement, and twice gives the same registration', async () => {
    const { id: eventId } = await event()
    const me = await anybody()
    const statements = await ctx.statementsOf(() => registerForEvent(me, { eventId }))
    expect(statements).toHaveLength(1)
    const [first] = await viewerRegistrations(me, [eventId])
    expect(await registerForEvent(me, { eventId })).toEqual(first)
    expect(await ctx.db.outboxEvent.count({ where: { subjectId: first?.id ?? '' } })).toBe(1)
    expect(await countersOf(eventId)).toEqual({ confirmedCount: 1, waitlistedCount: 0 })
  })

  test('who cancelled and comes back is last in the order of arrival', async () => {
    const { id: eventId } = await event({ capacity: 1 })
    const [first, second] = [await anybody(), await anybody()]
    const before = await registerForEvent(first, { eventId })
    await registerForEvent(second, { eventId })
    await cancelRegistration(first, { eventId })
    expect(await registerForEvent(first, { eventId })).toMatchObject({ id: before.id, status: 'WAITLISTED' })
    expect(await statuses(eventId)).toEqual(['CONFIRMED', 'WAITLISTED'])
  })

  test('nobody passes before those who wait', async () => {
    const { id: eventId } = await event({ capacity: 2, confirmedCount: 0 })
    const { id } = await someone()
    const waiting = { id: newId(), eventId, participantId: id, status: 'WAITLISTED' } as const
    await ctx.db.registration.create({ data: waiting })
    expect(await registerForEvent(await anybody(), { eventId })).toHaveProperty('status', 'WAITLISTED')
  })

  test('nothing is registered outside of a phase that opens it', async () => {
    const { id: eventId } = await event()
    const me = await anybody()
    const next = { startsAt: hoursFromNow(24), endsAt: hoursFromNow(48) }
    await ctx.db.phase.updateMany({ where: { consultationId }, data: next })
    const refused = await registerForEvent(me, { eventId }).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(PhaseClosedError)
    expect(refused).toMatchObject({ activity: 'REGISTERING', opensAt: next.startsAt.toISOString() })
    await ctx.db.phase.updateMany({
      where: { consultationId },
      data: { startsAt: hoursFromNow(-1), endsAt: hoursFromNow(1), opens: ['VOTING', 'CONTRIBUTING'] },
    })
    await expect(registerForEvent(me, { eventId })).rejects.toThrow(PhaseClosedError)
    expect(await ctx.db.registration.count({ where: { eventId } })).toBe(0)
  })

  test('an event that is cancelled, started or hidden takes nobody', async () => {
    const me = await anybody()
    const refusal = async (more: Parameters<typeof event>[0], reader = me) =>
      registerForEvent(reader, { eventId: (await event(more)).id }).catch((error: unknown) => error)
    expect(await refusal({ status: 'CANCELLED' })).toMatchObject({ reason: 'EVENT_CANCELLED' })
    const begun = { startsAt: hoursFromNow(-1), endsAt: hoursFromNow(1) }
    expect(await refusal(begun)).toBeInstanceOf(RegistrationClosedError)
    expect(await refusal(begun)).toMatchObject({ reason: 'EVENT_STARTED' })
    expect(await refusal({ hiddenAt: new Date() })).toBeInstanceOf(NotFoundError)
    const moderator = as(viewerOf(await someone(), 'MODERATOR'))
    expect(await refusal({ hiddenAt: new Date() }, moderator)).toMatchObject({ reason: 'EVENT_HIDDEN' })
  })

  test('participants of this very consultation register, and nobody else', async () => {
    const { id: eventId } = await event()
    const stranger = as(viewerOf(await aParticipant(ctx.db, (await aConsultation(ctx.db)).id), 'ORGANISER'))
    await expect(registerForEvent(as(visitor), { eventId })).rejects.toThrow(NotAuthenticatedError)
    await expect(registerForEvent(as(ctx.viewer), { eventId })).rejects.toThrow(NotAuthenticatedError)
    await expect(registerForEvent(stranger, { eventId })).rejects.toThrow(NotParticipatingError)
    await ctx.db.consultation.update({ where: { id: consultationId }, data: { status: 'DRAFT' } })
    await expect(registerForEvent(stranger, { eventId })).rejects.toThrow(NotFoundError)
    for (const id of [newId(), 'pas-un-id', 'a\0']) {
      await expect(registerForEvent(stranger, { eventId: id })).rejects.toThrow(NotFoundError)
    }
  })
})

describe('the waiting list', () => {
  const fill = async (eventId: string, count: number) => {
    const people = []
    for (let n = 0; n < count; n++) people.push(await anybody())
    for (const person of people) await registerForEvent(person, { eventId })
    return people
  }

  test('a place that frees goes to the first who waits, who is told', async () => {
    const { id: eventId } = await event({ capacity: 1 })
    const [first, second, third] = await fill(eventId, 3)
    if (!first || !second || !third) throw new Error('Three people')
    expect(await cancelRegistration(first, { eventId })).toHaveProperty('status', 'CANCELLED')
    const [moved] = await viewerRegistrations(second, [eventId])
    expect(moved?.status).toBe('CONFIRMED')
    expect((await viewerRegistrations(third, [eventId]))[0]?.status).toBe('WAITLISTED')
    expect(notices).toEqual([
      {
        participantId: moved?.participantId,
        type: 'registration.confirmed',
        payload: { eventId, registrationId: moved?.id },
      },
    ])
    expect(await countersOf(eventId)).toEqual({ confirmedCount: 1, waitlistedCount: 1 })
    expect(await cancelRegistration(first, { eventId })).toHaveProperty('status', 'CANCELLED')
    expect(notices).toHaveLength(1)
  })

  test('who leaves the waiting list frees no place', async () => {
    const { id: eventId } = await event({ capacity: 1 })
    const [, second] = await fill(eventId, 3)
    if (second) await cancelRegistration(second, { eventId })
    expect(await statuses(eventId)).toEqual(['CONFIRMED', 'CANCELLED', 'WAITLISTED'])
    expect(notices).toEqual([])
  })

  test('more places move the list up in order; fewer than confirmed are refused', async () => {
    const { id } = await event({ capacity: 1 })
    await fill(id, 5)
    const organiser = as(viewerOf(await someone(), 'ORGANISER'))
    await editEvent(organiser, { id, version: 1, capacity: 3 })
    expect(await statuses(id)).toEqual(['CONFIRMED', 'CONFIRMED', 'CONFIRMED', 'WAITLISTED', 'WAITLISTED'])
    expect(notices.map(({ type }) => type)).toEqual(['registration.confirmed', 'registration.confirmed'])
    const refused = await editEvent(organiser, { id, version: 2, capacity: 2 }).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(CapacityBelowConfirmedError)
    expect(refused).toMatchObject({ capacity: 2, confirmedCount: 3 })
    await editEvent(organiser, { id, version: 2, capacity: null })
    expect(await countersOf(id)).toEqual({ confirmedCount: 5, waitlistedCount: 0 })
  })

  test('a notice that fails undoes the whole act', async () => {
    const { id: eventId } = await event({ capacity: 1 })
    const [first] = await fill(eventId, 2)
    const failing = { ...(first ?? as(visitor)), notify: () => Promise.reject(new Error('no')) }
    await expect(cancelRegistration(failing, { eventId })).rejects.toThrow('no')
    expect(await statuses(eventId)).toEqual(['CONFIRMED', 'WAITLISTED'])
  })

  test('once the event started nobody moves up, nor cancels', async () => {
    const { id: eventId } = await event({ capacity: 1 })
    const [first] = await fill(eventId, 2)
    const later = { ...(first ?? as(visitor)), clock: () => hoursFromNow(31 * 24) }
    const refused = await cancelRegistration(later, { eventId }).catch((error: unknown) => error)
    expect(refused).toMatchObject({ reason: 'EVENT_STARTED' })
    const organiser = { ...as(viewerOf(await someone(), 'ORGANISER')), clock: later.clock }
    await editEvent(organiser, { id: eventId, version: 1, capacity: 2 })
    expect(await statuses(eventId)).toEqual(['CONFIRMED', 'WAITLISTED'])
  })

  test('who registered is told when the event is called off', async () => {
    const { id } = await event({ capacity: 1 })
    const [first] = await fill(id, 3)
    if (first) await cancelRegistration(first, { eventId: id })
    notices = []
    await cancelEvent(await facilitator(), { id, version: 1 })
    expect(notices.map(({ type }) => type)).toEqual(['event.cancelled', 'event.cancelled'])
  })

  test('a registration is cancelled by its own participant alone, hidden event or closed phase', async () => {
    const { id: eventId } = await event()
    const [me] = await fill(eventId, 1)
    await expect(cancelRegistration(await facilitator(), { eventId })).rejects.toThrow(NotFoundError)
    await expect(cancelRegistration(await anybody(), { eventId: newId() })).rejects.toThrow(NotFoundError)
    expect(() => cancelRegistration(as(visitor), { eventId })).toThrow(NotAuthenticatedError)
    await hideEvent(ctx, eventId)
    await ctx.db.phase.deleteMany({ where: { consultationId } })
    if (me) expect(await cancelRegistration(me, { eventId })).toHaveProperty('status', 'CANCELLED')
  })
})

describe('attendance', () => {
  test('it is recorded and set right, without moving the counters', async () => {
    const { id: eventId } = await event({ capacity: 1 })
    const me = await anybody()
    const { id: registrationId } = await registerForEvent(me, { eventId })
    const staff = await facilitator()
    const attended = await recordAttendance(staff, { registrationId, hasAttended: true })
    expect(attended).toMatchObject({ id: registrationId, status: 'ATTENDED' })
    expect(await countersOf(eventId)).toEqual({ confirmedCount: 1, waitlistedCount: 0 })
    await expect(cancelRegistration(me, { eventId })).rejects.toThrow(ConflictError)
    const absent = await recordAttendance(staff, { registrationId, hasAttended: false })
    expect(absent.status).toBe('CONFIRMED')
  })

  test('who waits or cancelled cannot have attended', async () => {
    const { id: eventId } = await event({ capacity: 1 })
    const [me, other, staff] = [await anybody(), await anybody(), await facilitator()]
    const place = await registerForEvent(me, { eventId })
    const waiting = await registerForEvent(other, { eventId })
    const record = (registrationId: string) => recordAttendance(staff, { registrationId, hasAttended: true })
    await expect(record(waiting.id)).rejects.toThrow(ConflictError)
    await cancelRegistration(me, { eventId })
    await expect(record(place.id)).rejects.toThrow(ConflictError)
    await expect(record('pas-un-id')).rejects.toThrow(NotFoundError)
  })
})

describe('who sees registrations', () => {
  test('facilitators and organisers list them; figures are also the analysts’', async () => {
    const { id: eventId } = await event({ capacity: 1 })
    const me = await anybody()
    const { id: registrationId } = await registerForEvent(me, { eventId })
    const stranger = await aParticipant(ctx.db, (await aConsultation(ctx.db)).id)
    const person = await someone()
    const sees = async (reader: ReturnType<typeof as>) => ({
      list: await listRegistrations(reader, { eventId }).then(
        ({ nodes }) => nodes.length,
        ({ name }) => name,
      ),
      counts: (await countRegistrations(reader, [eventId]))[0] !== null,
      byId: (await getRegistrations(reader, [registrationId]))[0] !== null,
      attendance: await recordAttendance(reader, { registrationId, hasAttended: false }).then(
        () => true,
        ({ name }) => name,
      ),
    })
    const blind = { counts: false, byId: false, attendance: 'NotFoundError' }
    expect(await sees(as(visitor))).toEqual({ ...blind, list: 'NotAuthenticatedError' })
    for (const viewer of [
      viewerOf(person),
      viewerOf(person, 'MODERATOR'),
      viewerOf(stranger, 'FACILITATOR', 'ORGANISER'),
    ]) {
      expect(await sees(as(viewer))).toEqual({ ...blind, list: 'NotAllowedError' })
    }
    expect(await sees(me)).toEqual({
      list: 'NotAllowedError',
      counts: false,
      byId: true,
      attendance: 'NotAllowedError',
    })
    expect(await sees(as(viewerOf(person, 'ANALYST')))).toEqual({ ...blind, list: 'NotAllowedError', counts: true })
    for (const role of ['FACILITATOR', 'ORGANISER'] as const) {
      expect(await sees(as(viewerOf(person, role)))).toEqual({ list: 1, counts: true, byId: true, attendance: true })
    }
    expect(await countRegistrations(ctx, [newId(), eventId])).toEqual([null, { confirmed: 1, waitlisted: 0 }])
  })

  test('they are listed in the order of arrival, with their participants, in two statements', async () => {
    const { id: eventId } = await event({ capacity: 2 })
    const holders = []
    for (let n = 0; n < 3; n++) holders.push((await registerForEvent(await anybody(), { eventId })).participantId)
    const staff = await facilitator()
    const statements = await ctx.statementsOf(() => listRegistrations(staff, { eventId }))
    expect(statements).toHaveLength(2)
    const first = await listRegistrations(staff, { eventId }, { first: 2 })
    const [, last] = first.nodes
    const next = await listRegistrations(staff, { eventId }, { first: 2, after: last && first.cursorOf(last) })
    expect([...first.nodes, ...next.nodes].map(({ holderId }) => holderId)).toEqual(holders)
    const waiting = await listRegistrations(staff, { eventId, status: ['WAITLISTED'] })
    expect([waiting.nodes.length, await waiting.countAll()]).toEqual([1, 1])
    const elsewhere = { eventId: (await event()).id }
    const cursor = last && first.cursorOf(last)
    await expect(listRegistrations(staff, elsewhere, { after: cursor })).rejects.toThrow(ValidationError)
  })

  test('what keeps from registering is told for a whole page in three statements', async () => {
    const [open, full, off, begun] = [
      await event(),
      await event({ capacity: 1, confirmedCount: 1 }),
      await event({ status: 'CANCELLED' }),
      await event({ startsAt: hoursFromNow(-1), endsAt: hoursFromNow(1) }),
    ]
    const ids = [open.id, full.id, off.id, begun.id, newId()]
    const me = await anybody()
    expect(await listRegistrationObstacles(me, ids)).toEqual([[], [], ['EVENT_CANCELLED'], ['EVENT_STARTED'], []])
    expect(await ctx.statementsOf(() => listRegistrationObstacles(me, ids))).toHaveLength(3)
    await registerForEvent(me, { eventId: open.id })
    expect((await listRegistrationObstacles(me, ids))[0]).toEqual(['ALREADY_REGISTERED'])
    expect((await listRegistrationObstacles(as(visitor), ids))[0]).toEqual(['NOT_AUTHENTICATED'])
    const stranger = viewerOf(await aParticipant(ctx.db, (await aConsultation(ctx.db)).id))
    await ctx.db.phase.deleteMany({ where: { consultationId } })
    expect((await listRegistrationObstacles(as(stranger), ids))[0]).toEqual(['NOT_PARTICIPATING', 'PHASE_CLOSED'])
  })
})
