import { newId, ValidationError, visitor } from '@cahier/kernel'
import { viewerOf } from '@cahier/kernel/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  countRegistrations,
  getRegistrations,
  listRegistrationObstacles,
  listRegistrations,
  recordAttendance,
  registerForEvent,
} from './index'
import { as, type EventsTestContext, hoursFromNow, inNewConsultation, openEventsContext } from './testing'

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

describe('who sees registrations', () => {
  test('facilitators and organisers list them; figures are also the analysts’', async () => {
    const { id: eventId } = await here.event({ capacity: 1 })
    const me = await here.anybody()
    const { id: registrationId } = await registerForEvent(me, { eventId })
    const person = await here.someone()
    const sees = async (reader: EventsTestContext) => ({
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
    expect(await sees(as(ctx, visitor))).toEqual({ ...blind, list: 'NotAuthenticatedError' })
    for (const reader of [as(ctx, viewerOf(person)), as(ctx, viewerOf(person, 'MODERATOR')), await here.stranger()]) {
      expect(await sees(reader)).toEqual({ ...blind, list: 'NotAllowedError' })
    }
    expect(await sees(me)).toEqual({
      list: 'NotAllowedError',
      counts: false,
      byId: true,
      attendance: 'NotAllowedError',
    })
    expect(await sees(as(ctx, viewerOf(person, 'ANALYST')))).toEqual({
      ...blind,
      list: 'NotAllowedError',
      counts: true,
    })
    for (const role of ['FACILITATOR', 'ORGANISER'] as const) {
      expect(await sees(as(ctx, viewerOf(person, role)))).toEqual({
        list: 1,
        counts: true,
        byId: true,
        attendance: true,
      })
    }
    expect(await countRegistrations(ctx, [newId(), eventId])).toEqual([null, { confirmed: 1, waitlisted: 0 }])
  })

  test('they are listed in the order of arrival, with their participants, in two statements', async () => {
    const { id: eventId } = await here.event({ capacity: 2 })
    const holders = []
    for (let n = 0; n < 3; n++) holders.push((await registerForEvent(await here.anybody(), { eventId })).participantId)
    const staff = await here.facilitator()
    const statements = await ctx.statementsOf(() => listRegistrations(staff, { eventId }))
    expect(statements).toHaveLength(2)
    const first = await listRegistrations(staff, { eventId }, { first: 2 })
    const [, last] = first.nodes
    const next = await listRegistrations(staff, { eventId }, { first: 2, after: last && first.cursorOf(last) })
    expect([...first.nodes, ...next.nodes].map(({ holderId }) => holderId)).toEqual(holders)
    const waiting = await listRegistrations(staff, { eventId, status: ['WAITLISTED'] })
    expect([waiting.nodes.length, await waiting.countAll()]).toEqual([1, 1])
    const elsewhere = { eventId: (await here.event()).id }
    const cursor = last && first.cursorOf(last)
    await expect(listRegistrations(staff, elsewhere, { after: cursor })).rejects.toThrow(ValidationError)
  })

  test('what keeps from registering is told for a whole page in three statements', async () => {
    const [open, full, off, begun] = [
      await here.event(),
      await here.event({ capacity: 1, confirmedCount: 1 }),
      await here.event({ status: 'CANCELLED' }),
      await here.event({ startsAt: hoursFromNow(-1), endsAt: hoursFromNow(1) }),
    ]
    const ids = [open.id, full.id, off.id, begun.id, newId()]
    const me = await here.anybody()
    expect(await listRegistrationObstacles(me, ids)).toEqual([[], [], ['EVENT_CANCELLED'], ['EVENT_STARTED'], []])
    expect(await ctx.statementsOf(() => listRegistrationObstacles(me, ids))).toHaveLength(3)
    await registerForEvent(me, { eventId: open.id })
    expect((await listRegistrationObstacles(me, ids))[0]).toEqual(['ALREADY_REGISTERED'])
    expect((await listRegistrationObstacles(as(ctx, visitor), ids))[0]).toEqual(['NOT_AUTHENTICATED'])
    const stranger = await here.stranger()
    await ctx.db.phase.deleteMany({ where: { consultationId: here.consultationId } })
    expect((await listRegistrationObstacles(stranger, ids))[0]).toEqual(['NOT_PARTICIPATING', 'PHASE_CLOSED'])
  })
})
