import { aConsultation, aParticipant } from '@cahier/db/testing'
import { NotAllowedError, NotAuthenticatedError, newId, ValidationError, type Viewer, visitor } from '@cahier/kernel'
import { administrator, openTestContext, type TestContext, viewerOf } from '@cahier/kernel/testing'
import { loadTerritories } from '@cahier/territories'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  countParticipants,
  type ImportedParticipant,
  importOrganisations,
  importParticipants,
  listParticipants,
  listShownTerritoryIds,
} from './index'

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

const territory = async (kind: 'ACADEMIC_REGION' | 'ACADEMY' | 'DEPARTMENT', code: string): Promise<string> =>
  (await ctx.db.territory.findUniqueOrThrow({ where: { kind_code: { kind, code } } })).id
const row = (n: number, more: Partial<ImportedParticipant> = {}): ImportedParticipant => ({
  externalId: `row-${n}`,
  pseudonym: `Mésange ${n}`,
  actorKind: 'PUPIL',
  territoryId: null,
  isUnder15: false,
  origin: 'IMPORTED',
  ...more,
})

describe('lists of participants', () => {
  test('keep a kind, a territory with all under it, an organisation’s confirmed members', async () => {
    const [region, academy, vienne] = [
      await territory('ACADEMIC_REGION', '75'),
      await territory('ACADEMY', '13'),
      await territory('DEPARTMENT', '86'),
    ]
    const [a, b, c] = [
      await aParticipant(ctx.db, consultationId, { territoryId: region, actorKind: 'PARENT' }),
      await aParticipant(ctx.db, consultationId, { territoryId: academy }),
      await aParticipant(ctx.db, consultationId, { territoryId: vienne }),
    ]
    await aParticipant(ctx.db, (await aConsultation(ctx.db)).id, { territoryId: vienne })
    const organisations = await importOrganisations(ctx, [
      { slug: newId(), name: 'Une', actorKind: 'ASSOCIATION', origin: 'SYNTHETIC' },
    ])
    const organisationId = [...organisations.values()][0] ?? ''
    const confirmedAt = new Date()
    await ctx.db.membership.create({ data: { organisationId, participantId: b.id, confirmedAt } })
    await ctx.db.membership.create({ data: { organisationId, participantId: c.id } })
    const listed = async (more = {}) => {
      const { nodes, countAll } = await listParticipants(ctx, { consultationId, ...more })
      expect(await countAll()).toBe(nodes.length)
      return new Set(nodes.map(({ id }) => id))
    }
    expect(await listed()).toEqual(new Set([a.id, b.id, c.id]))
    expect(await listed({ territoryId: region })).toEqual(new Set([a.id, b.id, c.id]))
    expect(await listed({ territoryId: academy })).toEqual(new Set([b.id, c.id]))
    expect(await listed({ territoryId: vienne, actorKind: ['TEACHER', 'PUPIL'] })).toEqual(new Set([c.id]))
    expect(await listed({ actorKind: ['PARENT'] })).toEqual(new Set([a.id]))
    expect(await listed({ organisationId })).toEqual(new Set([b.id]))
    expect(await ctx.statementsOf(() => listParticipants(ctx, { consultationId, organisationId }))).toHaveLength(1)
    expect(await listShownTerritoryIds(ctx, [vienne, region, academy])).toEqual([academy, region, academy])
  })

  test('are for the staff of the consultation: even their number is', async () => {
    const participant = await aParticipant(ctx.db, consultationId)
    const elsewhere = await aParticipant(ctx.db, (await aConsultation(ctx.db)).id)
    for (const read of [listParticipants, countParticipants]) {
      const attempt = (viewer: Viewer): Promise<unknown> => read({ ...ctx, viewer }, { consultationId })
      await expect(attempt(visitor)).rejects.toThrow(NotAuthenticatedError)
      await expect(attempt(viewerOf(participant))).rejects.toThrow(NotAllowedError)
      await expect(attempt(viewerOf(elsewhere, 'ORGANISER', 'ANALYST'))).rejects.toThrow(NotAllowedError)
      for (const role of ['FACILITATOR', 'MODERATOR', 'ANALYST', 'ORGANISER'] as const) {
        await expect(attempt(viewerOf(participant, role))).resolves.toBeDefined()
      }
      await expect(attempt(administrator(newId()))).resolves.toBeDefined()
    }
  })
})

describe('imports', () => {
  test('bring thousands in a few statements, twice without a duplicate', async () => {
    const createdAt = new Date('2015-09-26T10:00:00Z')
    const rows = Array.from({ length: 6_000 }, (_, n) => row(n, { createdAt }))
    let first = new Map<string, string>()
    const statements = await ctx.statementsOf(async () => {
      first = await importParticipants(ctx, consultationId, rows)
    })
    expect(statements).toHaveLength(5)
    expect(first.size).toBe(6_000)
    const renamed = rows.map((each) => ({ ...each, pseudonym: `${each.pseudonym} bis` }))
    expect(await importParticipants(ctx, consultationId, [...renamed, row(9_999)])).toEqual(
      new Map([...first, ['row-9999', expect.any(String)]]),
    )
    expect(await countParticipants(ctx, { consultationId })).toBe(6_001)
    expect(await ctx.db.participant.findUnique({ where: { id: first.get('row-0') ?? '' } })).toMatchObject({
      pseudonym: 'Mésange 0',
      personId: null,
      origin: 'IMPORTED',
      createdAt,
    })
    const told = await ctx.db.outboxEvent.findMany({ where: { consultationId }, orderBy: { position: 'asc' } })
    expect(told.map(({ payload }) => payload)).toEqual([{ count: 6_000 }, { count: 1 }])
  })

  test('refuse whole what cannot be, and leave nothing', async () => {
    const bring = (more: Partial<ImportedParticipant>) =>
      importParticipants(ctx, consultationId, [row(0), row(1, more)])
    const hostile = {
      externalId: ['', '\0'],
      pseudonym: ['Mésange 0', '\ud83d', 'x'.repeat(1_000_000)],
      territoryId: ['x'],
    }
    for (const [name, values] of Object.entries(hostile)) {
      for (const value of values) await expect(bring({ [name]: value })).rejects.toThrow(ValidationError)
    }
    await expect(importParticipants(ctx, '\0', [row(0)])).rejects.toThrow(ValidationError)
    await expect(importParticipants(ctx, newId(), [row(0)])).rejects.toThrow('Consultation')
    expect(await countParticipants(ctx, { consultationId })).toBe(0)
    expect(await importParticipants(ctx, consultationId, [])).toEqual(new Map())
  })

  test('of organisations keep those that are here, by address', async () => {
    const rows = ['canope', 'rectorat'].map((slug) => ({
      slug: `${slug}-${consultationId}`,
      name: slug,
      actorKind: 'OTHER' as const,
      origin: 'SYNTHETIC' as const,
    }))
    const first = await importOrganisations(ctx, rows)
    expect(await importOrganisations(ctx, rows)).toEqual(first)
    expect(first.size).toBe(2)
    const told = { where: { type: 'organisation.imported', subjectId: { in: [...first.values()] } } }
    expect(await ctx.db.outboxEvent.findMany(told)).toMatchObject([{ payload: { count: 2 } }])
  })

  test('are for the platform and its administrators', async () => {
    const organiser = viewerOf(await aParticipant(ctx.db, consultationId), 'ORGANISER')
    const attempts = [
      (viewer: Viewer) => importParticipants({ ...ctx, viewer }, consultationId, [row(0)]),
      (viewer: Viewer) => importOrganisations({ ...ctx, viewer }, []),
    ]
    for (const attempt of attempts) {
      await expect(attempt(visitor)).rejects.toThrow(NotAuthenticatedError)
      await expect(attempt(organiser)).rejects.toThrow(NotAllowedError)
      await expect(attempt(administrator(newId()))).resolves.toBeInstanceOf(Map)
    }
  })
})
