import { randomUUID } from 'node:crypto'
import { rawSql } from '@cahier/db'
import { anEvent, canRace } from '@cahier/db/testing'
import { encodeId } from '@cahier/graphql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Answered, doAct, outcomeOf } from './testing/acts'
import { type Ground, openGround } from './testing/ground'

let ground: Ground
beforeAll(async () => {
  if (canRace) ground = await openGround()
})
afterAll(() => ground?.gateway.close())

/** The tokens of many participants, in three statements: they are what races, not what is tested. */
const manyTokens = async (count: number): Promise<string[]> => {
  const { db, gateway, here } = ground
  const people = Array.from({ length: count }, () => ({ id: randomUUID(), issuer: 'https://issuer.test' }))
  const expiresAt = new Date(Date.now() + 3_600_000)
  const sessions = people.map(({ id: personId }) => ({ id: randomUUID(), personId, expiresAt, refreshHash: personId }))
  await db.person.createMany({ data: people.map((person) => ({ ...person, subject: person.id })) })
  await db.participant.createMany({
    data: people.map(({ id }) => ({
      ...{ id: randomUUID(), personId: id, consultationId: here.id, pseudonym: id, actorKind: 'PARENT' },
    })),
  })
  await db.session.createMany({ data: sessions })
  return Promise.all(
    sessions.map(({ id: sessionId, personId }) =>
      gateway.identity.tokens.issueDevelopmentToken({ personId, sessionId }),
    ),
  )
}

const outcomes = (answers: Answered[]): Set<string> => new Set(answers.map(outcomeOf))

/** What the database counts anew, beside what it had counted as it went. */
const recounted = async <Row>(read: () => Promise<Row>): Promise<[kept: Row, counted: Row]> => {
  const kept = await read()
  await rawSql`SELECT "recountConsultation"(${ground.here.id}::uuid)`.execute(ground.gateway.database.sql)
  return [kept, await read()]
}

describe.runIf(canRace)('on a real PostgreSQL', { timeout: 120_000 }, () => {
  test('two hundred votes of one participant at once are one vote', async () => {
    const { db, contribution, people } = ground
    const values = ['AGREE', 'MIXED', 'DISAGREE']
    const contributionId = encodeId('Contribution', contribution.id)
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, n) =>
        doAct(ground, 'castVote', { contributionId, value: values[n % 3] }, people.reader.token),
      ),
    )
    expect(outcomes(answers)).toEqual(new Set(['CastVotePayload']))
    const where = { contributionId: contribution.id }
    expect(await db.vote.count({ where })).toBe(1)
    const [kept, counted] = await recounted(() =>
      db.contribution.findUniqueOrThrow({
        where: { id: contribution.id },
        select: { agreeCount: true, mixedCount: true, disagreeCount: true },
      }),
    )
    expect(counted).toEqual(kept)
    expect(Object.values(kept).sort()).toEqual([0, 0, 1])
  })

  test('two hundred participants at once are two hundred votes', async () => {
    const { db, foreign, contribution } = ground
    const contributionId = encodeId('Contribution', contribution.id)
    const before = await db.vote.count({ where: { contributionId: contribution.id } })
    const tokens = await manyTokens(200)
    const answers = await Promise.all(
      tokens.map((token) => doAct(ground, 'castVote', { contributionId, value: 'AGREE' }, token)),
    )
    expect(outcomes(answers)).toEqual(new Set(['CastVotePayload']))
    expect(await db.vote.count({ where: { contributionId: contribution.id } })).toBe(before + 200)
    expect(await db.vote.count({ where: { contributionId: foreign.contribution.id } })).toBe(0)
  })

  test('five hundred register at once for fifty places: fifty are confirmed, the others wait in their order', async () => {
    const { db, here } = ground
    const event = await anEvent(db, here.id, { capacity: 50 })
    const eventId = encodeId('Event', event.id)
    const tokens = await manyTokens(500)
    const answers = await Promise.all(tokens.map((token) => doAct(ground, 'registerForEvent', { eventId }, token)))
    expect(outcomes(answers)).toEqual(new Set(['RegisterForEventPayload']))
    const rows = await db.registration.findMany({ where: { eventId: event.id }, orderBy: { arrival: 'asc' } })
    const statuses = rows.map(({ status }) => status)
    expect(statuses).toEqual([...Array(50).fill('CONFIRMED'), ...Array(450).fill('WAITLISTED')])
    const [kept, counted] = await recounted(() =>
      db.event.findUniqueOrThrow({
        where: { id: event.id },
        select: { confirmedCount: true, waitlistedCount: true },
      }),
    )
    expect(kept).toEqual({ confirmedCount: 50, waitlistedCount: 450 })
    expect(counted).toEqual(kept)
  })
})
