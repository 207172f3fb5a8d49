import { aConsultation, aParticipant, canRace } from '@cahier/db/testing'
import {
  ConflictError,
  NotAllowedError,
  NotAuthenticatedError,
  NotFoundError,
  NotParticipatingError,
  newId,
  participantOf,
  ValidationError,
  type Viewer,
  visitor,
} from '@cahier/kernel'
import { administrator, openTestContext, type TestContext, viewerOf } from '@cahier/kernel/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  confirmMembership,
  countMemberships,
  countOrganisations,
  createOrganisation,
  getOrganisationBySlug,
  getOrganisations,
  leaveOrganisation,
  listMemberships,
  listMembershipsOf,
  listOrganisations,
  MAX_MEMBERSHIPS,
  type Organisation,
  requestMembership,
  verifyOrganisation,
} from './index'

type Made = Awaited<ReturnType<typeof aParticipant>>

let ctx: TestContext
let consultationId: string
let member: Made
let organiser: Viewer
let elsewhere: Made
beforeAll(async () => {
  ctx = await openTestContext()
})
afterAll(() => ctx.close())
beforeEach(async () => {
  consultationId = (await aConsultation(ctx.db)).id
  member = await aParticipant(ctx.db, consultationId)
  organiser = viewerOf(await aParticipant(ctx.db, consultationId), 'ORGANISER')
  elsewhere = await aParticipant(ctx.db, (await aConsultation(ctx.db)).id)
})

const as = (viewer: Viewer): TestContext => ({ ...ctx, viewer })
const self = (): TestContext => as(viewerOf(member))
const organisation = (slug = `o-${newId()}`): Promise<Organisation> =>
  createOrganisation(self(), { slug, name: 'Réseau des parents', actorKind: 'ASSOCIATION' })
/** Asks as the member. */
const ask = (organisationId: string) => requestMembership(self(), { organisationId, consultationId })

describe('organisations', () => {
  test('are created by the signed in, once for an address, not verified', async () => {
    const made = await organisation('reseau')
    expect(made).toMatchObject({ slug: 'reseau', verifiedAt: null, origin: 'NATIVE', version: 1 })
    await expect(organisation('reseau')).rejects.toMatchObject({ issues: [{ path: ['slug'], rule: 'taken' }] })
    const create = (viewer: Viewer, more: object = {}) =>
      createOrganisation(as(viewer), { slug: 'x', name: 'x', actorKind: 'COMPANY', ...more })
    await expect(create(visitor)).rejects.toThrow(NotAuthenticatedError)
    for (const wrong of [{ slug: 'A b' }, { name: '\0' }, { name: '\ud83d' }, { name: 'x'.repeat(1_000_000) }]) {
      await expect(create(viewerOf(member), wrong)).rejects.toThrow(ValidationError)
    }
    expect(await getOrganisationBySlug(as(visitor), 'reseau')).toEqual(made)
    for (const slug of ['x', '\0', '']) expect(await getOrganisationBySlug(ctx, slug)).toBeNull()
    expect(await getOrganisations(ctx, ['x', made.id, newId()])).toEqual([null, made, null])
  })

  test('are verified by administrators, and organisers where somebody speaks for them', async () => {
    const made = await organisation()
    const verify = (viewer: Viewer, version = 1) => verifyOrganisation(as(viewer), { id: made.id, version })
    await expect(verify(visitor)).rejects.toThrow(NotAuthenticatedError)
    await expect(verify(organiser)).rejects.toThrow(NotAllowedError)
    await ask(made.id)
    await expect(verify(viewerOf(elsewhere, 'ORGANISER'))).rejects.toThrow(NotAllowedError)
    await expect(verify(viewerOf(member, 'MODERATOR', 'ANALYST', 'FACILITATOR'))).rejects.toThrow(NotAllowedError)
    await expect(verify(organiser, 7)).rejects.toThrow(ConflictError)
    const verified = await verify(organiser)
    expect(verified).toMatchObject({ verifiedAt: expect.stringMatching(/Z$/), version: 2 })
    expect(await verify(administrator(newId()))).toEqual(verified)
    expect(await ctx.db.outboxEvent.count({ where: { type: 'organisation.verified', subjectId: made.id } })).toBe(1)
    await expect(verifyOrganisation(ctx, { id: newId(), version: 1 })).rejects.toThrow(NotFoundError)
  })

  test('are listed by address whatever the collation, in one statement', async () => {
    const before = await countOrganisations(ctx)
    for (const slug of ['b', 'a-b', 'ab', 'a']) await organisation(`zz-${slug}`)
    const company = { slug: 'zz-c', name: 'c', actorKind: 'COMPANY' as const }
    await verifyOrganisation(ctx, { id: (await createOrganisation(self(), company)).id, version: 1 })
    const slugs = async (filter = {}) =>
      (await listOrganisations(as(visitor), filter, { last: 5 })).nodes.map((o) => o.slug)
    expect(await slugs()).toEqual(['zz-a', 'zz-a-b', 'zz-ab', 'zz-b', 'zz-c'])
    expect(await slugs({ actorKind: ['COMPANY'], isVerified: true })).toEqual(['zz-c'])
    expect(await slugs({ actorKind: ['COMPANY'], isVerified: false })).toEqual([])
    expect(await countOrganisations(ctx)).toBe(before + 5)
    expect(await ctx.statementsOf(() => listOrganisations(ctx))).toHaveLength(1)
  })
})

describe('memberships', () => {
  test('are asked for, confirmed, ended; each once, each telling of it', async () => {
    const { id: organisationId } = await organisation()
    const key = { organisationId, participantId: member.id }
    for (const _ of [1, 2]) expect(await ask(organisationId)).toMatchObject({ organisationId, confirmedAt: null })
    expect(await listMembershipsOf(as(visitor), [member.id])).toEqual([[]])
    expect(await listMembershipsOf(self(), [elsewhere.id, member.id])).toMatchObject([[], [{ organisationId }]])
    for (const _ of [1, 2]) {
      expect((await confirmMembership(as(organiser), key)).confirmedAt).toMatch(/Z$/)
    }
    const [[shown] = []] = await listMembershipsOf(as(visitor), [member.id])
    expect(shown && participantOf(shown, 'participant')).toMatchObject({ id: member.id })
    for (const _ of [1, 2]) expect(await leaveOrganisation(self(), key)).toHaveProperty('id', member.id)
    expect(await listMembershipsOf(self(), [member.id])).toEqual([[]])
    const told = await ctx.db.outboxEvent.findMany({ where: { subjectId: member.id }, orderBy: { position: 'asc' } })
    expect(told.map(({ type }) => type)).toEqual(['membership.requested', 'membership.confirmed', 'membership.ended'])
    expect(told[0]).toMatchObject({ consultationId, subjectType: 'Membership', payload: { organisationId } })
  })

  test('are confirmed by organisers of the member’s consultation, ended by them too', async () => {
    const { id: organisationId } = await organisation()
    const key = { organisationId, participantId: member.id }
    await ask(organisationId)
    const others = [viewerOf(elsewhere, 'ORGANISER'), viewerOf(await aParticipant(ctx.db, consultationId), 'MODERATOR')]
    for (const act of [confirmMembership, leaveOrganisation]) {
      await expect(act(as(visitor), key)).rejects.toThrow(NotAuthenticatedError)
      for (const viewer of others) await expect(act(as(viewer), key)).rejects.toThrow(NotAllowedError)
      await expect(act(as(organiser), { ...key, participantId: newId() })).rejects.toThrow(NotFoundError)
      await expect(act(as(organiser), { ...key, organisationId: '\0' })).rejects.toThrow(ValidationError)
    }
    await expect(confirmMembership(self(), key)).rejects.toThrow(NotAllowedError)
    await leaveOrganisation(as(organiser), key)
    await expect(confirmMembership(as(organiser), key)).rejects.toThrow(NotFoundError)
  })

  test('are asked for where one joined, of what exists, ten at most', async () => {
    const { id: organisationId } = await organisation()
    const request = (viewer: Viewer, more = {}) =>
      requestMembership(as(viewer), { organisationId, consultationId, ...more })
    await expect(request(visitor)).rejects.toThrow(NotAuthenticatedError)
    await expect(request(viewerOf(elsewhere))).rejects.toThrow(NotParticipatingError)
    await expect(request(viewerOf(member), { organisationId: newId() })).rejects.toThrow(NotFoundError)
    for (let n = 0; n < MAX_MEMBERSHIPS; n++) await ask((await organisation()).id)
    await expect(ask(organisationId)).rejects.toMatchObject({ issues: [{ rule: 'tooMany', params: { max: 10 } }] })
    expect(await ctx.db.membership.count({ where: { participantId: member.id } })).toBe(MAX_MEMBERSHIPS)
  })

  test.runIf(canRace)('never pass ten, however many requests race', async () => {
    const made = await Promise.all(Array.from({ length: 30 }, () => organisation()))
    const asked = await Promise.allSettled(made.map(({ id }) => ask(id)))
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(MAX_MEMBERSHIPS)
    expect(await ctx.db.membership.count({ where: { participantId: member.id } })).toBe(MAX_MEMBERSHIPS)
  })

  test('are listed for organisers, asked for and confirmed, a page in one statement', async () => {
    const [a, b] = [await organisation(), await organisation()]
    for (const { id } of [a, b]) await ask(id)
    await confirmMembership(as(organiser), { organisationId: a.id, participantId: member.id })
    const listed = async (more = {}) =>
      (await listMemberships(as(organiser), { consultationId, ...more })).nodes.map((row) => row.organisationId)
    expect(await listed()).toEqual([a.id, b.id].sort())
    expect(await listed({ isConfirmed: true })).toEqual([a.id])
    expect(await listed({ isConfirmed: false })).toEqual([b.id])
    expect(await listed({ organisationId: b.id })).toEqual([b.id])
    expect(await countMemberships(as(organiser), { consultationId, isConfirmed: false })).toBe(1)
    expect(await ctx.statementsOf(() => listed())).toHaveLength(1)
    await expect(listMemberships(self(), { consultationId })).rejects.toThrow(NotAllowedError)
    await expect(listMemberships(as(viewerOf(elsewhere, 'ORGANISER')), { consultationId })).rejects.toThrow(
      NotAllowedError,
    )
  })
})
