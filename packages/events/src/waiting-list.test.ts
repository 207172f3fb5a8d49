import { NotAuthenticatedError, NotFoundError, newId, visitor } from '@cahier/kernel'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  CapacityBelowConfirmedError,
  cancelEvent,
  cancelRegistration,
  editEvent,
  hideEvent,
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

describe('the waiting list', () => {
  const fill = async (eventId: string, count: number) => {
    const people = []
    for (let n = 0; n < count; n++) people.push(await here.anybody())
    for (const person of people) await registerForEvent(person, { eventId })
    return people
  }

  test('a place that frees goes to the first who waits, who is told', async () => {
    const { id: eventId } = await here.event({ capacity: 1 })
    const [first, second, third] = await fill(eventId, 3)
    if (!first || !second || !third) throw new Error('Three people')
    expect(await cancelRegistration(first, { eventId })).toHaveProperty('status', 'CANCELLED')
    const [moved] = await viewerRegistrations(second, [eventId])
    expect(moved?.status).toBe('CONFIRMED')
    expect((await viewerRegistrations(third, [eventId]))[0]?.status).toBe('WAITLISTED')
    expect(ctx.notices).toEqual([
      {
        participantId: moved?.participantId,
        type: 'registration.confirmed',
        payload: { subjectType: 'Event', subjectId: eventId, registrationId: moved?.id },
      },
    ])
    expect(await countersOf(ctx, eventId)).toEqual({ confirmedCount: 1, waitlistedCount: 1 })
    expect(await cancelRegistration(first, { eventId })).toHaveProperty('status', 'CANCELLED')
    expect(ctx.notices).toHaveLength(1)
  })

  test('who leaves the waiting list frees no place', async () => {
    const { id: eventId } = await here.event({ capacity: 1 })
    const [, second] = await fill(eventId, 3)
    if (second) await cancelRegistration(second, { eventId })
    expect(await statusesOf(ctx, eventId)).toEqual(['CONFIRMED', 'CANCELLED', 'WAITLISTED'])
    expect(ctx.notices).toEqual([])
  })

  test('more places move the list up in order; fewer than confirmed are refused', async () => {
    const { id } = await here.event({ capacity: 1 })
    await fill(id, 5)
    const organiser = await here.organiser()
    await editEvent(organiser, { id, version: 1, capacity: 3 })
    expect(await statusesOf(ctx, id)).toEqual(['CONFIRMED', 'CONFIRMED', 'CONFIRMED', 'WAITLISTED', 'WAITLISTED'])
    expect(ctx.notices.map(({ type }) => type)).toEqual(['registration.confirmed', 'registration.confirmed'])
    const refused = await editEvent(organiser, { id, version: 2, capacity: 2 }).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(CapacityBelowConfirmedError)
    expect(refused).toMatchObject({ capacity: 2, confirmedCount: 3 })
    await editEvent(organiser, { id, version: 2, capacity: null })
    expect(await countersOf(ctx, id)).toEqual({ confirmedCount: 5, waitlistedCount: 0 })
  })

  test('a notice that fails undoes the whole act', async () => {
    const { id: eventId } = await here.event({ capacity: 1 })
    const [first] = await fill(eventId, 2)
    const failing = { ...(first ?? as(ctx, visitor)), notify: () => Promise.reject(new Error('no')) }
    await expect(cancelRegistration(failing, { eventId })).rejects.toThrow('no')
    expect(await statusesOf(ctx, eventId)).toEqual(['CONFIRMED', 'WAITLISTED'])
  })

  test('once the event started nobody moves up, nor cancels', async () => {
    const { id: eventId } = await here.event({ capacity: 1 })
    const [first] = await fill(eventId, 2)
    const later = { ...(first ?? as(ctx, visitor)), clock: () => hoursFromNow(31 * 24) }
    const refused = await cancelRegistration(later, { eventId }).catch((error: unknown) => error)
    expect(refused).toMatchObject({ reason: 'EVENT_STARTED' })
    const organiser = { ...(await here.organiser()), clock: later.clock }
    await editEvent(organiser, { id: eventId, version: 1, capacity: 2 })
    expect(await statusesOf(ctx, eventId)).toEqual(['CONFIRMED', 'WAITLISTED'])
  })

  test('who registered is told when the event is called off', async () => {
    const { id } = await here.event({ capacity: 1 })
    const [first] = await fill(id, 3)
    if (first) await cancelRegistration(first, { eventId: id })
    ctx.notices.length = 0
    await cancelEvent(await here.facilitator(), { id, version: 1 })
    expect(ctx.notices.map(({ type }) => type)).toEqual(['event.cancelled', 'event.cancelled'])
  })

  test('a registration is cancelled by its own participant alone, hidden event or closed phase', async () => {
    const { id: eventId } = await here.event()
    const [me] = await fill(eventId, 1)
    await expect(cancelRegistration(await here.facilitator(), { eventId })).rejects.toThrow(NotFoundError)
    await expect(cancelRegistration(await here.anybody(), { eventId: newId() })).rejects.toThrow(NotFoundError)
    await expect(cancelRegistration(as(ctx, visitor), { eventId })).rejects.toThrow(NotAuthenticatedError)
    await hideEvent(ctx, eventId)
    await ctx.db.phase.deleteMany({ where: { consultationId: here.consultationId } })
    if (me) expect(await cancelRegistration(me, { eventId })).toHaveProperty('status', 'CANCELLED')
  })
})
