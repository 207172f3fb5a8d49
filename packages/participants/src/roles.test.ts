import { aConsultation, aParticipant, aPerson } from '@cahier/db/testing'
import {
  ConflictError,
  NotAllowedError,
  NotAuthenticatedError,
  NotFoundError,
  newId,
  participantOf,
  ValidationError,
  type Viewer,
  visitor,
} from '@cahier/kernel'
import { administrator, openTestContext, type TestContext, viewerOf } from '@cahier/kernel/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { countRoleGrants, grantRole, listRoleGrants, makeAdministrator, type RoleChange, revokeRole } from './index'

type Made = Awaited<ReturnType<typeof aParticipant>>

let ctx: TestContext
let consultationId: string
let somebody: Made
let organiser: Viewer
beforeAll(async () => {
  ctx = await openTestContext()
})
afterAll(() => ctx.close())
beforeEach(async () => {
  consultationId = (await aConsultation(ctx.db)).id
  somebody = await aParticipant(ctx.db, consultationId)
  organiser = viewerOf(await aParticipant(ctx.db, consultationId), 'ORGANISER')
})

const as = (viewer: Viewer): TestContext => ({ ...ctx, viewer })
const change = (role: RoleChange['role'], more: Partial<RoleChange> = {}): RoleChange => ({
  consultationId,
  participantId: somebody.id,
  role,
  ...more,
})
const held = async (): Promise<string[]> =>
  (await ctx.db.roleGrant.findMany({ where: { consultationId } })).map(({ role }) => role)
const facts = (type: string) => ctx.db.outboxEvent.findMany({ where: { type, consultationId } })

describe('roles', () => {
  test('are granted and taken back once, each telling of it', async () => {
    for (const _ of [1, 2]) await grantRole(as(organiser), change('MODERATOR'))
    expect(await held()).toEqual(['MODERATOR'])
    expect(await facts('roleGrant.granted')).toMatchObject([
      { subjectType: 'RoleGrant', subjectId: somebody.id, payload: { role: 'MODERATOR' } },
    ])
    for (const _ of [1, 2]) await revokeRole(as(organiser), change('MODERATOR'))
    expect(await held()).toEqual([])
    expect(await facts('roleGrant.revoked')).toHaveLength(1)
  })

  test('are handled by organisers of this very consultation, ORGANISER by administrators alone', async () => {
    const elsewhere = await aParticipant(ctx.db, (await aConsultation(ctx.db)).id)
    for (const act of [grantRole, revokeRole]) {
      await expect(act(as(visitor), change('ANALYST'))).rejects.toThrow(NotAuthenticatedError)
      for (const role of ['PARTICIPANT', 'FACILITATOR', 'MODERATOR', 'ANALYST'] as const) {
        await expect(act(as(viewerOf(somebody, role)), change('ANALYST'))).rejects.toThrow(NotAllowedError)
      }
      await expect(act(as(viewerOf(elsewhere, 'ORGANISER')), change('ANALYST'))).rejects.toThrow(NotAllowedError)
      await expect(act(as(organiser), change('ORGANISER'))).rejects.toThrow(NotAllowedError)
    }
    expect(await held()).toEqual([])
    for (const role of ['FACILITATOR', 'MODERATOR', 'ANALYST'] as const) await grantRole(as(organiser), change(role))
    await grantRole(as(administrator(newId())), change('ORGANISER'))
    expect((await held()).sort()).toEqual(['ANALYST', 'FACILITATOR', 'MODERATOR', 'ORGANISER'])
  })

  test('are refused for who is not there, or nobody, and PARTICIPANT for anybody', async () => {
    const elsewhere = await aParticipant(ctx.db, (await aConsultation(ctx.db)).id)
    const imported = await aParticipant(ctx.db, consultationId, { personId: null, origin: 'IMPORTED' })
    const grant = (more: Partial<RoleChange>) => grantRole(ctx, change('ANALYST', more))
    await expect(grant({ participantId: elsewhere.id })).rejects.toThrow(ValidationError)
    await expect(grant({ participantId: imported.id })).rejects.toThrow(ConflictError)
    await expect(grant({ participantId: newId() })).rejects.toThrow(NotFoundError)
    await expect(grant({ role: 'PARTICIPANT' })).rejects.toThrow(ValidationError)
    for (const id of ['\0', 'x']) await expect(grant({ participantId: id })).rejects.toThrow(ValidationError)
    expect(await held()).toEqual([])
  })

  test('are listed for organisers, by role, a page in one statement', async () => {
    const other = await aParticipant(ctx.db, consultationId)
    await grantRole(ctx, change('MODERATOR'))
    await grantRole(ctx, change('ANALYST'))
    await grantRole(ctx, change('MODERATOR', { participantId: other.id }))
    const list = (page = {}, more = {}) => listRoleGrants(as(organiser), { consultationId, ...more }, page)
    const first = await list({ first: 2 })
    const after = first.nodes[1] && first.cursorOf(first.nodes[1])
    const rows = [...first.nodes, ...(await list({ after })).nodes]
    expect(rows.map(({ role }) => role)).toEqual(['ANALYST', 'MODERATOR', 'MODERATOR'])
    expect(new Set(rows.map((row) => participantOf(row, 'participant')?.id))).toEqual(new Set([somebody.id, other.id]))
    expect(JSON.stringify(rows)).not.toContain(somebody.personId)
    expect((await list({}, { role: 'ANALYST' })).nodes).toHaveLength(1)
    expect(await countRoleGrants(as(organiser), { consultationId })).toBe(3)
    expect(await ctx.statementsOf(() => list())).toHaveLength(1)
    await expect(list({ after }, { role: 'ANALYST' })).rejects.toThrow(ValidationError)
    for (const role of ['FACILITATOR', 'MODERATOR', 'ANALYST'] as const) {
      await expect(listRoleGrants(as(viewerOf(somebody, role)), { consultationId })).rejects.toThrow(NotAllowedError)
    }
    await expect(listRoleGrants(as(visitor), { consultationId })).rejects.toThrow(NotAuthenticatedError)
  })
})

describe('administrators', () => {
  test('are made by the platform and by one another, whether they ever signed in or not', async () => {
    const known = await aPerson(ctx.db)
    const { issuer, subject } = known
    expect(await makeAdministrator(ctx, { issuer, subject })).toBe(known.id)
    const made = await makeAdministrator(as(administrator(known.id)), { issuer, subject: 'unknown-yet' })
    expect(await makeAdministrator(ctx, { issuer, subject: 'unknown-yet' })).toBe(made)
    expect(await ctx.db.person.findUnique({ where: { id: made } })).toMatchObject({ isAdministrator: true })
    const told = await ctx.db.outboxEvent.findMany({ where: { type: 'person.madeAdministrator', subjectId: made } })
    expect(told).toMatchObject([{ subjectType: 'Person', consultationId: null, payload: {} }])
  })

  test('are made by nobody else, of nobody erased, from no hostile text', async () => {
    const account = { issuer: 'https://issuer.test', subject: 'erased' }
    await expect(makeAdministrator(as(visitor), account)).rejects.toThrow(NotAuthenticatedError)
    await expect(makeAdministrator(as(organiser), account)).rejects.toThrow(NotAllowedError)
    await aPerson(ctx.db, { ...account, erasedAt: new Date() })
    await expect(makeAdministrator(ctx, account)).rejects.toThrow(ConflictError)
    for (const subject of ['', '\0', '\ud83d', 'x'.repeat(1_000_000)]) {
      await expect(makeAdministrator(ctx, { ...account, subject })).rejects.toThrow(ValidationError)
    }
    expect(await ctx.db.person.findFirst({ where: account })).toMatchObject({ isAdministrator: false })
  })
})
