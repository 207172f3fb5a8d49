import { randomUUID } from 'node:crypto'
import { rawSql } from '@cahier/db'
import { aConsultation, anEvent, canRace } from '@cahier/db/testing'
import { type NewNotice, PhaseClosedError } from '@cahier/kernel'
import { openTestContext, type TestContext, viewerOf } from '@cahier/kernel/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  CapacityBelowConfirmedError,
  cancelRegistration,
  editEvent,
  registerForEvent,
  type TellingContext,
} from './index'

let ctx: TestContext
let consultationId: string
let notices: NewNotice[]
beforeAll(async () => {
  if (canRace) ctx = await openTestContext()
})
afterAll(() => ctx?.close())
beforeEach(async () => {
  if (canRace) consultationId = (await aConsultation(ctx.db)).id
  notices = []
})

type Racer = TestContext & Pick<TellingContext, 'notify'>

const as = (viewer: TestContext['viewer']): Racer => ({
  ...ctx,
  viewer,
  notify: async (_, notice) => void notices.push(notice),
})

/** Many participants in two statements: they are what races, not what is tested. */
const people = async (count: number): Promise<Racer[]> => {
  const persons = Array.from({ length: count }, () => ({ id: randomUUID(), issuer: 'https://issuer.test' }))
  await ctx.db.person.createMany({ data: persons.map((person) => ({ ...person, subject: person.id })) })
  const participants = persons.map(({ id: personId }) => ({ id: randomUUID(), personId, consultationId }))
  await ctx.db.participant.createMany({
    data: participants.map((participant) => ({ ...participant, pseudonym: participant.id, actorKind: 'TEACHER' })),
  })
  return participants.map((participant) => as(viewerOf(participant)))
}

const participantOf = ({ viewer }: Racer): string =>
  viewer.kind === 'person' ? (viewer.participants.get(consultationId) ?? '') : ''

const registrationsOf = (eventId: string) =>
  ctx.db.registration.findMany({ where: { eventId }, orderBy: { arrival: 'asc' } })

const counters = (id: string) =>
  ctx.db.event.findUniqueOrThrow({ where: { id }, select: { confirmedCount: true, waitlistedCount: true } })

/** The counters, which a recount from the rows leaves as they are. */
const checkedCounters = async (id: string) => {
  const kept = await counters(id)
  await rawSql`SELECT "recountConsultation"(${consultationId}::uuid)`.execute(ctx.sql)
  expect(await counters(id)).toEqual(kept)
  return kept
}

describe.runIf(canRace)('on a real PostgreSQL', () => {
  test('five hundred register for fifty places, then a hundred leave', async () => {
    const { id: eventId } = await anEvent(ctx.db, consultationId, { capacity: 50 })
    const racers = await people(500)
    const answers = await Promise.all(racers.map((racer) => registerForEvent(racer, { eventId })))
    expect(answers.filter(({ status }) => status === 'CONFIRMED')).toHaveLength(50)
    expect(await checkedCounters(eventId)).toEqual({ confirmedCount: 50, waitlistedCount: 450 })
    const arrivals = await registrationsOf(eventId)
    expect(arrivals).toHaveLength(500)
    expect(arrivals.map(({ status }) => status)).toEqual([
      ...Array<string>(50).fill('CONFIRMED'),
      ...Array<string>(450).fill('WAITLISTED'),
    ])
    const answered = new Map(answers.map(({ participantId, status }) => [participantId, status]))
    for (const { participantId, status } of arrivals) expect(answered.get(participantId)).toBe(status)

    // Half of those who leave have a place, half wait.
    const leaving = new Set([...arrivals.slice(0, 50), ...arrivals.slice(100, 150)].map((row) => row.participantId))
    const leavers = racers.filter((racer) => leaving.has(participantOf(racer)))
    await Promise.all(leavers.map((racer) => cancelRegistration(racer, { eventId })))
    expect(await checkedCounters(eventId)).toEqual({ confirmedCount: 50, waitlistedCount: 350 })
    const staying = (await registrationsOf(eventId)).filter(({ status }) => status !== 'CANCELLED')
    const moved = staying.slice(0, 50).map(({ participantId }) => participantId)
    expect(staying.map(({ status }) => status)).toEqual([
      ...Array<string>(50).fill('CONFIRMED'),
      ...Array<string>(350).fill('WAITLISTED'),
    ])
    // Each was told once; who moved up and then left, too.
    const told = notices.map(({ participantId }) => participantId)
    expect(new Set(told).size).toBe(told.length)
    expect(told).toEqual(expect.arrayContaining(moved))
  })

  test('one participant who clicks a hundred times has one registration', async () => {
    const { id: eventId } = await anEvent(ctx.db, consultationId, { capacity: 1 })
    const [racer] = await people(1)
    if (!racer) throw new Error('Nobody')
    const answers = await Promise.all(Array.from({ length: 100 }, () => registerForEvent(racer, { eventId })))
    expect(new Set(answers.map(({ id, status }) => `${id} ${status}`)).size).toBe(1)
    expect(await checkedCounters(eventId)).toEqual({ confirmedCount: 1, waitlistedCount: 0 })
  })

  test('registering, leaving and changing the places at once never gives one too many', async () => {
    const { id } = await anEvent(ctx.db, consultationId, { capacity: 10 })
    const racers = await people(120)
    const organiser = as(ctx.viewer)
    const resize = async (capacity: number): Promise<void> => {
      const { version } = await ctx.db.event.findUniqueOrThrow({ where: { id } })
      await editEvent(organiser, { id, version, capacity }).catch((error: unknown) => {
        if (!(error instanceof CapacityBelowConfirmedError)) throw error
      })
    }
    const comeAndGo = async (racer: Racer, n: number): Promise<void> => {
      await registerForEvent(racer, { eventId: id })
      if (n % 3 === 0) await cancelRegistration(racer, { eventId: id })
      if (n % 6 === 0) await registerForEvent(racer, { eventId: id })
    }
    const resizing = (async () => {
      for (const capacity of [20, 5, 30, 15, 40]) await resize(capacity)
    })()
    await Promise.all([resizing, ...racers.map(comeAndGo)])
    const { capacity } = await ctx.db.event.findUniqueOrThrow({ where: { id } })
    expect(capacity).toBe(40)
    expect(await checkedCounters(id)).toEqual({ confirmedCount: 40, waitlistedCount: 60 })
    const seated = (await registrationsOf(id)).filter(({ status }) => status !== 'CANCELLED')
    expect(seated.slice(0, 40).every(({ status }) => status === 'CONFIRMED')).toBe(true)
  })

  test('nobody registers after the phase was closed', async () => {
    const { id: eventId } = await anEvent(ctx.db, consultationId)
    const racers = await people(100)
    const attempts = racers.map((racer) => registerForEvent(racer, { eventId }))
    const closed = ctx.db.phase
      .updateMany({ where: { consultationId }, data: { opens: ['VOTING'] } })
      .then(() => ctx.db.registration.count({ where: { eventId } }))
    const results = await Promise.allSettled(attempts)
    const registered = results.filter(({ status }) => status === 'fulfilled').length
    expect(registered).toBe(await closed)
    for (const result of results) {
      if (result.status === 'rejected') expect(result.reason).toBeInstanceOf(PhaseClosedError)
    }
  })
})
