import { afterAll, beforeAll, expect, test } from 'vitest'
import { copyDatabase, TargetNotEmptyError } from './index'
import {
  aComment,
  aConsultation,
  aContribution,
  anEvent,
  aParticipant,
  aTheme,
  openTestDb,
  type TestDatabase,
} from './testing'

let target: TestDatabase
beforeAll(async () => {
  target = await openTestDb()
})
afterAll(() => target.close())

const fill = async ({ db }: Pick<TestDatabase, 'db'>): Promise<void> => {
  const { id: consultationId } = await aConsultation(db)
  const parent = await aTheme(db, consultationId)
  // The child's id may sort before its parent's: the order of copying must not matter.
  for (let n = 0; n < 5; n++) await aTheme(db, consultationId, { parentId: parent.id })
  const { id: participantId } = await aParticipant(db, consultationId)
  const contribution = await aContribution(
    db,
    { consultationId, themeId: parent.id },
    { authorId: participantId, title: 'Des écoles équipées' },
  )
  const comment = await aComment(db, contribution.id, { stance: 'FOR', authorId: participantId })
  await aComment(db, contribution.id, { parentId: comment.id })
  await db.vote.create({ data: { contributionId: contribution.id, participantId, value: 'AGREE' } })
  const { id: eventId } = await anEvent(db, consultationId, { capacity: 3, confirmedCount: 1 })
  await db.registration.create({ data: { id: eventId, eventId, participantId, status: 'CONFIRMED' } })
}

test('an embedded database moves whole to another one, counters, search and sequences included', async () => {
  const source = await openTestDb('')
  await fill(source)
  const copied = await copyDatabase(source, target)
  expect(copied).toMatchObject({ theme: 6, contribution: 1, comment: 2, vote: 1, registration: 1 })
  const read = ({ db }: Pick<TestDatabase, 'db'>) =>
    Promise.all([db.contribution.findMany(), db.theme.findMany({ orderBy: { id: 'asc' } }), db.phase.findMany()])
  expect(await read(target)).toEqual(await read(source))
  const { rows } = await target.pool.query(
    `SELECT "title" FROM "contribution" WHERE "search" @@ "frenchQuery"('ecole')`,
  )
  expect(rows).toEqual([{ title: 'Des écoles équipées' }])
  const { id: consultationId } = await aConsultation(target.db)
  const participant = await aParticipant(target.db, consultationId)
  const event = await anEvent(target.db, consultationId)
  await expect(
    target.db.registration.create({
      data: { id: event.id, eventId: event.id, participantId: participant.id, status: 'CONFIRMED' },
    }),
  ).resolves.toMatchObject({ arrival: 2n })
  await source.close()
})

test('a target that holds something is refused, and left as it was', async () => {
  const source = await openTestDb('')
  const before = await target.db.consultation.count()
  await expect(copyDatabase(source, target)).rejects.toThrow(TargetNotEmptyError)
  expect(await target.db.consultation.count()).toBe(before)
  await source.close()
})
