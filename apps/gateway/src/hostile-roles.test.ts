import type { GraphQLInputObjectType, GraphQLUnionType } from 'graphql'
import { getNamedType } from 'graphql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { schema } from './schema'
import { ACTS, type Act, doAct, outcomeOf, tokenFor } from './testing/acts'
import { type Ground, openGround } from './testing/ground'
import { readRows } from './testing/rows'

let ground: Ground
beforeAll(async () => {
  ground = await openGround()
})
afterAll(() => ground.gateway.close())

const mutations = Object.values(schema.getMutationType()?.getFields() ?? {})
const capitalise = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1)

/** Mutations whose result can be this refusal. */
const canBe = (refusal: string): Set<string> =>
  new Set(
    mutations
      // Every mutation gives a union.
      .filter(({ type }) => (getNamedType(type) as GraphQLUnionType).getTypes().some(({ name }) => name === refusal))
      .map(({ name }) => name),
  )

const isVersioned = ([name]: [string, Act]): boolean => {
  const { args } = mutations.find((mutation) => mutation.name === name) ?? { args: [] }
  // Every mutation takes one input object.
  return args.some(({ type }) => 'version' in (getNamedType(type) as GraphQLInputObjectType).getFields())
}

/** Who signs in at no issuer is refused whatever they send. */
const REFUSED_ANYWAY: Record<string, string> = { signIn: 'LoginRefusedError' }

const acts = Object.entries(ACTS)
const signed = acts.filter(([, { by }]) => by !== 'visitor')
// Who is signed in does these, whatever they are; on notices of others nothing is done.
const FOR_ANYBODY = new Set(['joinConsultation', 'createOrganisation', 'markNoticesRead'])
const ofRole = signed.filter(([name]) => !FOR_ANYBODY.has(name))
const REFUSALS = ['NotAllowedError', 'NotFoundError']

const refusedWithNothingWritten = async (name: string, input: object, token: string | undefined): Promise<string> => {
  const before = await readRows(ground.gateway.database)
  const outcome = outcomeOf(await doAct(ground, name, { ...input }, token))
  expect(await readRows(ground.gateway.database)).toEqual(before)
  return outcome
}

test('every mutation of the schema is tried', () => {
  expect(Object.keys(ACTS).sort()).toEqual(mutations.map(({ name }) => name).sort())
})

describe.each(acts)('%s', (name, act) => {
  test('is done by who may do it', async () => {
    const answered = await doAct(ground, name, await act.input(ground), tokenFor(ground, act.by))
    expect(outcomeOf(answered)).toBe(REFUSED_ANYWAY[name] ?? `${capitalise(name)}Payload`)
  })
})

test.each(signed)('%s is refused to a visitor', async (name, act) => {
  const outcome = await refusedWithNothingWritten(name, await act.input(ground), undefined)
  expect(['NOT_AUTHENTICATED', 'NotFoundError']).toContain(outcome)
})

test.each(ofRole)('%s is refused to who holds every role in another consultation', async (name, act) => {
  const input = await act.input(ground)
  expect(REFUSALS).toContain(await refusedWithNothingWritten(name, input, ground.people.stranger.token))
})

const BY_STAFF = new Set(['facilitator', 'moderator', 'organiser'])
test.each(ofRole.filter(([, { by }]) => BY_STAFF.has(by)))('%s is refused to a participant', async (name, act) => {
  const input = await act.input(ground)
  expect(REFUSALS).toContain(await refusedWithNothingWritten(name, input, ground.people.reader.token))
})

test.each(acts.filter(isVersioned))('%s from a stale version is a conflict', async (name, act) => {
  const input = await act.input(ground)
  const before = await readRows(ground.gateway.database)
  const answered = await doAct(ground, name, { ...input, version: 0 }, tokenFor(ground, act.by))
  expect(answered.body.data.act).toMatchObject({ __typename: 'ConflictError', reason: 'STALE_VERSION' })
  expect(await readRows(ground.gateway.database)).toEqual(before)
})

describe('outside of every phase', () => {
  const bounds = { startsAt: new Date('2000-01-01'), endsAt: new Date('2000-02-01') }
  let running: { id: string; startsAt: Date; endsAt: Date }
  beforeAll(async () => {
    const where = { consultationId: ground.here.id, slug: 'ouverte' }
    running = await ground.db.phase.findFirstOrThrow({ where, select: { id: true, startsAt: true, endsAt: true } })
    await ground.db.phase.updateMany({ where, data: bounds })
  })
  afterAll(async () => {
    const { id, ...dates } = running
    await ground.db.phase.update({ where: { id }, data: dates })
  })

  const opened = canBe('PhaseClosedError')
  test.each(acts.filter(([name]) => opened.has(name)))('%s is refused', async (name, act) => {
    const outcome = await refusedWithNothingWritten(name, await act.input(ground), tokenFor(ground, act.by))
    expect(outcome).toBe('PhaseClosedError')
  })

  test('acts that a phase opens are many', () => {
    expect(opened.size).toBeGreaterThan(7)
  })
})
