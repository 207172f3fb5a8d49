import { inTransaction } from '@cahier/db'
import { aConsultation, aParticipant, aPerson, canRace } from '@cahier/db/testing'
import {
  ConflictError,
  NotAllowedError,
  NotAuthenticatedError,
  NotFoundError,
  newId,
  type PersonViewer,
  ValidationError,
  visitor,
} from '@cahier/kernel'
import { openTestContext, type TestContext, viewerOf } from '@cahier/kernel/testing'
import { loadTerritories } from '@cahier/territories'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  editParticipant,
  getOwnProfile,
  getOwnProfiles,
  getParticipant,
  getParticipants,
  joinConsultation,
} from './index'
import { drawPseudonym } from './pseudonym'

let ctx: TestContext
let consultationId: string
beforeAll(async () => {
  ctx = await openTestContext()
  await loadTerritories(ctx)
})
afterAll(() => ctx.close())
beforeEach(async () => {
  consultationId = (await aConsultation(ctx.db)).id
})

const personOf = (personId: string): PersonViewer => ({
  kind: 'person',
  personId,
  isAdministrator: false,
  roles: new Map(),
  participants: new Map(),
})
const asSomebody = async (): Promise<TestContext> => ({ ...ctx, viewer: personOf((await aPerson(ctx.db)).id) })
const department = async (code: string): Promise<string> =>
  (await ctx.db.territory.findUniqueOrThrow({ where: { kind_code: { kind: 'DEPARTMENT', code } } })).id
/** Joins as a new person, who sees themselves from then on. */
const joined = async (more: { chosenName?: string; isUnder15?: boolean } = {}) => {
  const anybody = await asSomebody()
  const participant = await joinConsultation(anybody, { consultationId, actorKind: 'PUPIL', ...more })
  const { personId } = anybody.viewer as PersonViewer
  const self = { ...ctx, viewer: viewerOf({ id: participant.id, personId, consultationId }) }
  return { participant, self }
}

describe('joining', () => {
  test('gives a pseudonym that is readable, of the consultation alone, and tells of it', async () => {
    const person = await asSomebody()
    const other = (await aConsultation(ctx.db)).id
    const here = await joinConsultation(person, {
      consultationId,
      actorKind: 'PARENT',
      territoryId: await department('86'),
    })
    const there = await joinConsultation(person, { consultationId: other, actorKind: 'TEACHER' })
    expect(here.displayName).toMatch(/^\p{Lu}\p{Ll}+ \p{Ll}+ \d{4}$/u)
    expect(here).toMatchObject({ consultationId, actorKind: 'PARENT', origin: 'NATIVE', version: 1 })
    expect(there.displayName).not.toBe(here.displayName)
    const facts = await ctx.db.outboxEvent.findMany({ where: { subjectId: here.id } })
    expect(facts).toMatchObject([{ type: 'participant.joined', subjectType: 'Participant', payload: {} }])
  })

  test('a taken pseudonym is drawn again', async () => {
    const taken = new Set(Array.from({ length: 2_000 }, drawPseudonym))
    expect(taken.size).toBeGreaterThan(1_990)
    const data = [...taken].map((pseudonym) => ({
      id: newId(),
      consultationId,
      pseudonym,
      actorKind: 'OTHER' as const,
    }))
    await ctx.db.participant.createMany({ data })
    const { participant } = await joined()
    expect(taken.has(participant.displayName)).toBe(false)
  })

  test('twice changes nothing, in an archived consultation too', async () => {
    const person = await asSomebody()
    const first = await joinConsultation(person, { consultationId, actorKind: 'PARENT' })
    const again = await joinConsultation(person, { consultationId, actorKind: 'COMPANY', chosenName: 'Autre' })
    expect(again).toEqual(first)
    await ctx.db.consultation.update({ where: { id: consultationId }, data: { status: 'ARCHIVED' } })
    expect(await joinConsultation(person, { consultationId, actorKind: 'PARENT' })).toEqual(first)
    const late = joinConsultation(await asSomebody(), { consultationId, actorKind: 'PARENT' })
    await expect(late).rejects.toThrow(ConflictError)
  })

  test.runIf(canRace)('50 racing requests of one person make one participant', async () => {
    const person = await asSomebody()
    const requests = Array.from({ length: 50 }, () =>
      joinConsultation(person, { consultationId, actorKind: 'TEACHER' }),
    )
    const ids = new Set((await Promise.all(requests)).map(({ id }) => id))
    expect(ids.size).toBe(1)
    expect(await ctx.db.participant.count({ where: { consultationId } })).toBe(1)
    expect(await ctx.db.outboxEvent.count({ where: { consultationId, type: 'participant.joined' } })).toBe(1)
  })

  test('is five statements with a territory, two for who joined already', async () => {
    const person = await asSomebody()
    const join = (territoryId?: string) =>
      joinConsultation(person, { consultationId, actorKind: 'TEACHER', territoryId })
    const territoryId = await department('86')
    expect(await ctx.statementsOf(() => join(territoryId))).toHaveLength(5)
    expect(await ctx.statementsOf(() => join())).toHaveLength(2)
  })

  test('is for the signed in, in what they may see, with what can be', async () => {
    const person = await asSomebody()
    const join = (more: object, as: TestContext = person) =>
      joinConsultation(as, { consultationId, actorKind: 'TEACHER', ...more })
    await expect(join({}, { ...ctx, viewer: visitor })).rejects.toThrow(NotAuthenticatedError)
    await expect(join({}, ctx)).rejects.toThrow(NotAuthenticatedError)
    await expect(join({ consultationId: newId() })).rejects.toThrow(NotFoundError)
    await expect(join({ consultationId: (await aConsultation(ctx.db, { status: 'DRAFT' })).id })).rejects.toThrow(
      NotFoundError,
    )
    for (const wrong of [
      { consultationId: '\0' },
      { territoryId: newId() },
      { territoryId: 'x' },
      { actorKind: 'KING' },
      ...['', '\0', '\ud83d', 'a\nb', 'x'.repeat(1_000_000)].map((chosenName) => ({ chosenName })),
    ]) {
      await expect(join(wrong)).rejects.toThrow(ValidationError)
    }
    expect(await ctx.db.participant.count({ where: { consultationId } })).toBe(0)
  })
})

describe('under 15', () => {
  test('the pseudonym alone is shown, whoever asks', async () => {
    await expect(joined({ isUnder15: true, chosenName: 'Léa' })).rejects.toThrow(ValidationError)
    const { participant, self } = await joined({ isUnder15: true })
    await expect(editParticipant(self, { ...participant, chosenName: 'Léa' })).rejects.toThrow(ValidationError)
    expect(await getOwnProfile(self, consultationId)).toMatchObject({
      chosenName: null,
      isUnder15: true,
      pseudonym: participant.displayName,
    })
    const byHand = ctx.db.participant.update({ where: { id: participant.id }, data: { chosenName: 'Léa' } })
    await expect(byHand).rejects.toThrow('participant_under_15')
  })

  test('saying so afterwards takes the chosen name away', async () => {
    const { participant, self } = await joined({ chosenName: 'Léa' })
    expect(participant.displayName).toBe('Léa')
    const edited = await editParticipant(self, { ...participant, isUnder15: true })
    expect(edited.displayName).not.toBe('Léa')
    const both = { id: edited.id, version: edited.version, isUnder15: false, chosenName: 'Zoé' }
    expect(await editParticipant(self, both)).toMatchObject({ displayName: 'Zoé', version: 3 })
  })
})

describe('editing', () => {
  test('changes what is said and leaves the rest, from the present version alone', async () => {
    const { participant, self } = await joined({ chosenName: 'Zoé' })
    const territoryId = await department('2A')
    const edited = await editParticipant(self, { id: participant.id, version: 1, territoryId })
    expect(edited).toMatchObject({ displayName: 'Zoé', territoryId, version: 2 })
    const stale = editParticipant(self, { id: participant.id, version: 1, chosenName: 'Autre' })
    await expect(stale).rejects.toMatchObject({ reason: 'STALE_VERSION', data: { version: 2 } })
    const cleared = await editParticipant(self, { id: participant.id, version: 2, territoryId: null, chosenName: null })
    expect(cleared).toMatchObject({ territoryId: null, version: 3 })
    expect(cleared.displayName).not.toBe('Zoé')
    expect(await ctx.db.outboxEvent.count({ where: { type: 'participant.edited', subjectId: participant.id } })).toBe(2)
  })

  test('is for oneself: no role gives it', async () => {
    const { participant } = await joined()
    const edit = (viewer: TestContext['viewer'], more: object = {}) =>
      editParticipant({ ...ctx, viewer }, { id: participant.id, version: 1, chosenName: 'x', ...more })
    const other = await aParticipant(ctx.db, consultationId)
    await expect(edit(visitor)).rejects.toThrow(NotAuthenticatedError)
    for (const role of ['PARTICIPANT', 'FACILITATOR', 'MODERATOR', 'ANALYST', 'ORGANISER'] as const) {
      await expect(edit(viewerOf(other, role))).rejects.toThrow(NotAllowedError)
    }
    await expect(edit({ ...viewerOf(other), isAdministrator: true })).rejects.toThrow(NotAllowedError)
    await expect(edit(viewerOf(other), { id: newId() })).rejects.toThrow(NotFoundError)
    await expect(edit(viewerOf(other), { id: '\0' })).rejects.toThrow(ValidationError)
    await expect(edit(viewerOf(other), { version: 1.5 })).rejects.toThrow(ValidationError)
  })

  test('within another act’s transaction, happens with it or not at all', async () => {
    const { participant, self } = await joined()
    const act = inTransaction(self, async (tx) => {
      await editParticipant(tx, { id: participant.id, version: 1, chosenName: 'Zoé' })
      throw new Error('no')
    })
    await expect(act).rejects.toThrow('no')
    expect(await getParticipant(ctx, participant.id)).toEqual(participant)
  })
})

describe('finding', () => {
  test('participants in the order asked, in one statement; those of a draft by its staff alone', async () => {
    const [a, b] = [(await joined()).participant, (await joined()).participant]
    const draft = await aParticipant(ctx.db, (await aConsultation(ctx.db, { status: 'DRAFT' })).id)
    const anybody = { ...ctx, viewer: visitor }
    const ids = [b.id, newId(), 'x', a.id, draft.id]
    expect(await getParticipants(anybody, ids)).toEqual([b, null, null, a, null])
    expect(await ctx.statementsOf(() => getParticipants(anybody, ids))).toHaveLength(1)
    expect(await getParticipant({ ...ctx, viewer: viewerOf(draft, 'ANALYST') }, draft.id)).toHaveProperty(
      'id',
      draft.id,
    )
  })

  test('a profile is its own participant’s alone', async () => {
    const [a, b] = [await joined(), await joined()]
    const ids = [a.participant.id, b.participant.id]
    expect(await getOwnProfiles(b.self, ids)).toMatchObject([null, { id: b.participant.id }])
    const forged = viewerOf({ ...a.participant, personId: newId() })
    for (const viewer of [visitor, ctx.viewer, forged, { ...forged, isAdministrator: true }]) {
      expect(await getOwnProfiles({ ...ctx, viewer }, ids)).toEqual([null, null])
      expect(await getOwnProfile({ ...ctx, viewer }, consultationId)).toBeNull()
    }
  })
})
