import {
  ConflictError,
  NotAuthenticatedError,
  NotFoundError,
  NotParticipatingError,
  newId,
  PhaseClosedError,
  visitor,
} from '@cahier/kernel'
import { viewerOf } from '@cahier/kernel/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  cancelEvent,
  cancelRegistration,
  getEvents,
  RegistrationClosedError,
  recordAttendance,
  registerForEvent,
  viewerRegistrations,
} from './index'
import {
  as,
  countersOf,
  type EventsTestContext,
  hoursFromNow,
  inNewConsultation,
  openEventsContext,
  statusesOf,
} from './testing'

let ctx: EventsTestContext
let here: Awaited<ReturnType<typeof inNewConsultation>>
beforeAll(async () => {
  ctx = await openEventsContext()
})
afterAll(() => ctx.close())
beforeEach(async () => {
  here = await inNewConsultation(ctx)
  ctx.notices.length = 0
})

describe('registering', () => {
  test('the last place is given, then the waiting list begins', async () => {
    const { id: eventId } = await here.event({ capacity: 2 })
    for (const status of ['CONFIRMED', 'CONFIRMED', 'WAITLISTED', 'WAITLISTED']) {
      expect(await registerForEvent(await here.anybody(), { eventId })).toMatchObject({ eventId, status })
    }
    expect(await countersOf(ctx, eventId)).toEqual({ confirmedCount: 2, waitlistedCount: 2 })
    expect((await getEvents(ctx, [eventId]))[0]?.hasPlacesLeft).toBe(false)
  })

  test('it is one statement, and twice gives the same registration', async () => {
    const { id: eventId } = await here.event()
    const me = await here.anybody()
    const statements = await ctx.statementsOf(() => registerForEvent(me, { eventId }))
    expect(statements).toHaveLength(1)
    const [first] = await viewerRegistrations(me, [eventId])
    expect(await registerForEvent(me, { eventId })).toEqual(first)
    expect(await ctx.db.outboxEvent.count({ where: { subjectId: first?.id ?? '' } })).toBe(1)
    expect(await countersOf(ctx, eventId)).toEqual({ confirmedCount: 1, waitlistedCount: 0 })
  })

  test('who cancelled and comes back is last in the order of arrival', async () => {
    const { id: eventId } = await here.event({ capacity: 1 })
    const [first, second] = [await here.anybody(), await here.anybody()]
    const before = await registerForEvent(first, { eventId })
    await registerForEvent(second, { eventId })
    await cancelRegistration(first, { eventId })
    expect(await registerForEvent(first, { eventId })).toMatchObject({ id: before.id, status: 'WAITLISTED' })
    expect(await statusesOf(ctx, eventId)).toEqual(['CONFIRMED', 'WAITLISTED'])
  })

  test('nobody passes before those who wait', async () => {
    const { id: eventId } = await here.event({ capacity: 2, confirmedCount: 0 })
    const { id } = await here.someone()
    const waiting = { id: newId(), eventId, participantId: id, status: 'WAITLISTED' } as const
    await ctx.db.registration.create({ data: waiting })
    expect(await registerForEvent(await here.anybody(), { eventId })).toHaveProperty('status', 'WAITLISTED')
  })

  test('nothing is registered outside of a phase that opens it', async () => {
    const { id: eventId } = await here.event()
    const me = await here.anybody()
    const next = { startsAt: hoursFromNow(24), endsAt: hoursFromNow(48) }
    await ctx.db.phase.updateMany({ where: { consultationId: here.consultationId }, data: next })
    const refused = await registerForEvent(me, { eventId }).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(PhaseClosedError)
    expect(refused).toMatchObject({ activity: 'REGISTERING', opensAt: next.startsAt.toISOString() })
    await ctx.db.phase.updateMany({
      where: { consultationId: here.consultationId },
      data: { startsAt: hoursFromNow(-1), endsAt: hoursFromNow(1), opens: ['VOTING', 'CONTRIBUTING'] },
    })
    await expect(registerForEvent(me, { eventId })).rejects.toThrow(PhaseClosedError)
    expect(await ctx.db.registration.count({ where: { eventId } })).toBe(0)
  })

  test('an event that is cancelled, started or hidden takes nobody', async () => {
    const me = await here.anybody()
    const refusal = async (more: Parameters<typeof here.event>[0], reader = me) =>
      registerForEvent(reader, { eventId: (await here.event(more)).id }).catch((error: unknown) => error)
    expect(await refusal({ status: 'CANCELLED' })).toMatchObject({ reason: 'EVENT_CANCELLED' })
    const begun = { startsAt: hoursFromNow(-1), endsAt: hoursFromNow(1) }
    expect(await refusal(begun)).toBeInstanceOf(RegistrationClosedError)
    expect(await refusal(begun)).toMatchObject({ reason: 'EVENT_STARTED' })
    expect(await refusal({ hiddenAt: new Date() })).toBeInstanceOf(NotFoundError)
    const moderator = as(ctx, viewerOf(await here.someone(), 'MODERATOR'))
    expect(await refusal({ hiddenAt: new Date() }, moderator)).toMatchObject({ reason: 'EVENT_HIDDEN' })
  })

  test('participants of this very consultation register, and nobody else', async () => {
    const { id: eventId } = await here.event()
    const stranger = await here.stranger()
    await expect(registerForEvent(as(ctx, visitor), { eventId })).rejects.toThrow(NotAuthenticatedError)
    await expect(registerForEvent(as(ctx, ctx.viewer), { eventId })).rejects.toThrow(NotAuthenticatedError)
    await expect(registerForEvent(stranger, { eventId })).rejects.toThrow(NotParticipatingError)
    await ctx.db.consultation.update({ where: { id: here.consultationId }, data: { status: 'DRAFT' } })
    await expect(registerForEvent(stranger, { eventId })).rejects.toThrow(NotFoundError)
    for (const id of [newId(), 'pas-un-id', 'a\0']) {
      await expect(registerForEvent(stranger, { eventId: id })).rejects.toThrow(NotFoundError)
    }
  })
})

describe('attendance', () => {
  test('it is recorded and set right, without moving the counters', async () => {
    const { id: eventId } = await here.event({ capacity: 1 })
    const me = await here.anybody()
    const { id: registrationId } = await registerForEvent(me, { eventId })
    const staff = await here.facilitator()
    const attended = await recordAttendance(staff, { registrationId, hasAttended: true })
    expect(attended).toMatchObject({ id: registrationId, status: 'ATTENDED' })
    expect(await countersOf(ctx, eventId)).toEqual({ confirmedCount: 1, waitlistedCount: 0 })
    await expect(cancelRegistration(me, { eventId })).rejects.toThrow(ConflictError)
    const absent = await recordAttendance(staff, { registrationId, hasAttended: false })
    expect(absent.status).toBe('CONFIRMED')
  })

  test('who waits or cancelled cannot have attended', async () => {
    const { id: eventId } = await here.event({ capacity: 1 })
    const [me, other, staff] = [await here.anybody(), await here.anybody(), await here.facilitator()]
    const place = await registerForEvent(me, { eventId })
    const waiting = await registerForEvent(other, { eventId })
    const record = (registrationId: string) => recordAttendance(staff, { registrationId, hasAttended: true })
    await expect(record(waiting.id)).rejects.toThrow(ConflictError)
    await cancelRegistration(me, { eventId })
    await expect(record(place.id)).rejects.toThrow(ConflictError)
    await expect(record('pas-un-id')).rejects.toThrow(NotFoundError)
    const off = (await here.event()).id
    const promised = await registerForEvent(me, { eventId: off })
    await cancelEvent(staff, { id: off, version: 1 })
    await expect(record(promised.id)).rejects.toThrow(ConflictError)
    expect(await statusesOf(ctx, off)).toEqual(['CONFIRMED'])
  })
})
