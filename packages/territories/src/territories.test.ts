import { aConsultation, aParticipant } from '@cahier/db/testing'
import {
  NotAllowedError,
  NotAuthenticatedError,
  NotFoundError,
  newId,
  ValidationError,
  type Viewer,
  visitor,
} from '@cahier/kernel'
import { administrator, openTestContext, type TestContext, viewerOf } from '@cahier/kernel/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  countTerritories,
  getTerritories,
  getTerritoryByCode,
  listTerritories,
  listTerritoryIdsUnder,
  loadTerritories,
  rollUp,
  type Territory,
  territoryReference,
} from './index'

let ctx: TestContext
beforeAll(async () => {
  ctx = await openTestContext()
  await loadTerritories(ctx)
})
afterAll(() => ctx.close())

const byCode = async (kind: Territory['kind'], code: string): Promise<Territory> => {
  const territory = await getTerritoryByCode(ctx, kind, code)
  if (!territory) throw new Error(`No ${kind} ${code}`)
  return territory
}

describe('the reference', () => {
  test('has the 18 régions académiques, 30 académies and 101 départements of 2020, each code once', () => {
    const { regions, academies } = territoryReference
    const departments = academies.flatMap((academy) => academy.departments)
    const distinct = (places: readonly { code: string }[]): number => new Set(places.map(({ code }) => code)).size
    expect([regions, academies, departments].map(distinct)).toEqual([18, 30, 101])
    expect(regions.length + academies.length + departments.length).toBe(149)
    const perRegion = regions.map(({ code }) => academies.filter(({ regionCode }) => regionCode === code).length)
    expect([1, 2, 3].map((n) => perRegion.filter((count) => count === n).length)).toEqual([10, 4, 4])
  })

  test('is loaded once, refreshed where it differs, under the same ids', async () => {
    const poitiers = await byCode('ACADEMY', '13')
    const facts = () => ctx.db.outboxEvent.count({ where: { type: 'territory.loaded' } })
    expect(await facts()).toBe(18)
    expect(await loadTerritories(ctx)).toBe(149)
    expect(await facts()).toBe(18)
    await ctx.db.territory.update({ where: { id: poitiers.id }, data: { name: 'Autrement', parentId: null } })
    await loadTerritories(ctx)
    expect(await byCode('ACADEMY', '13')).toEqual(poitiers)
    expect(await facts()).toBe(19)
    expect(await countTerritories(ctx)).toBe(149)
  })

  test('is loaded by the platform and its administrators alone, five loads at once as one', async () => {
    const participant = await aParticipant(ctx.db, (await aConsultation(ctx.db)).id)
    const load = (viewer: Viewer) => loadTerritories({ ...ctx, viewer })
    await expect(load(visitor)).rejects.toThrow(NotAuthenticatedError)
    await expect(load(viewerOf(participant, 'ORGANISER'))).rejects.toThrow(NotAllowedError)
    await ctx.db.participant.updateMany({ data: { territoryId: null } })
    await ctx.db.territory.deleteMany()
    const loads = Array.from({ length: 5 }, () => load(administrator(newId())))
    expect(await Promise.all(loads)).toEqual(Array(5).fill(149))
    expect(await countTerritories(ctx)).toBe(149)
  })
})

describe('the tree', () => {
  test('names the ancestors of each territory, and itself', async () => {
    const [region, academy, vienne] = [
      await byCode('ACADEMIC_REGION', '75'),
      await byCode('ACADEMY', '13'),
      await byCode('DEPARTMENT', '86'),
    ]
    expect(vienne).toMatchObject({ parentId: academy.id, academyId: academy.id, regionId: region.id, zone: null })
    expect(academy).toMatchObject({ parentId: region.id, academyId: academy.id, regionId: region.id, zone: 'A' })
    expect(region).toMatchObject({ parentId: null, academyId: null, regionId: region.id })
    expect(await listTerritoryIdsUnder(ctx, academy.id)).toHaveLength(5)
    expect(await listTerritoryIdsUnder(ctx, vienne.id)).toEqual([vienne.id])
    expect(await listTerritoryIdsUnder(ctx, region.id)).toEqual(expect.arrayContaining([region.id, vienne.id]))
    for (const id of [newId(), 'pas-un-id']) await expect(listTerritoryIdsUnder(ctx, id)).rejects.toThrow(NotFoundError)
  })

  test('is listed by code, by level, under one or in a région, a page in one statement', async () => {
    const region = await byCode('ACADEMIC_REGION', '75')
    const codes = async (filter: Parameters<typeof listTerritories>[1]) =>
      (await listTerritories(ctx, filter, { first: 100 })).nodes.map(({ code }) => code)
    expect(await codes({ parentId: region.id })).toEqual(['04', '13', '22'])
    expect(await codes({ kind: 'DEPARTMENT', regionId: region.id })).toHaveLength(12)
    expect((await codes({ kind: 'DEPARTMENT' })).slice(26, 30)).toEqual(['28', '29', '2A', '2B'])
    expect(await countTerritories(ctx, { kind: 'ACADEMY' })).toBe(30)
    expect(await ctx.statementsOf(() => listTerritories(ctx))).toHaveLength(1)
  })

  test('is walked whole, page after page, in both directions', async () => {
    const walked: string[] = []
    let after: string | undefined
    for (;;) {
      const page = await listTerritories(ctx, {}, { first: 40, after })
      walked.push(...page.nodes.map(({ id }) => id))
      const last = page.nodes.at(-1)
      if (!page.hasNextPage || !last) break
      after = page.cursorOf(last)
    }
    expect(new Set(walked).size).toBe(149)
    const back = await listTerritories(ctx, {}, { last: 20 })
    expect(back.nodes.map(({ id }) => id)).toEqual(walked.slice(-20))
    await expect(listTerritories(ctx, { kind: 'ACADEMY' }, { after })).rejects.toThrow(ValidationError)
  })

  test('what is no id and no code finds nothing', async () => {
    const academy = await byCode('ACADEMY', '13')
    expect(await getTerritories(ctx, ['\0', newId(), academy.id])).toEqual([null, null, academy])
    for (const code of ['\0', '\ud83d', '', 'x'.repeat(1_000_000), '86']) {
      expect(await getTerritoryByCode(ctx, 'ACADEMY', code)).toBeNull()
    }
  })
})

test('counts roll up to a wider kind in one statement, and none is lost', async () => {
  const [region, academy, vienne, charente, gironde] = [
    await byCode('ACADEMIC_REGION', '75'),
    await byCode('ACADEMY', '13'),
    await byCode('DEPARTMENT', '86'),
    await byCode('DEPARTMENT', '16'),
    await byCode('DEPARTMENT', '33'),
  ]
  const counts = [
    { territoryId: vienne.id, count: 3 },
    { territoryId: charente.id, count: 4 },
    { territoryId: academy.id, count: 5 },
    { territoryId: gironde.id, count: 2 },
    { territoryId: region.id, count: 1 },
    { territoryId: null, count: 10 },
  ]
  const rolledUp = (kind: Territory['kind']) => rollUp(ctx, counts, kind)
  expect(await rolledUp('ACADEMIC_REGION')).toEqual([
    { territoryId: region.id, count: 15 },
    { territoryId: null, count: 10 },
  ])
  expect(await rolledUp('ACADEMY')).toEqual([
    { territoryId: academy.id, count: 12 },
    { territoryId: null, count: 11 },
    { territoryId: gironde.academyId, count: 2 },
  ])
  expect((await rolledUp('DEPARTMENT')).map(({ count }) => count)).toEqual([16, 4, 3, 2])
  expect(await ctx.statementsOf(() => rolledUp('ACADEMY'))).toHaveLength(1)
  expect(await rollUp(ctx, [], 'ACADEMY')).toEqual([])
})
