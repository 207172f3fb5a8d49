import { aConsultation, aPerson, aTheme } from '@cahier/db/testing'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import {
  ConflictError,
  databaseOutbox,
  hasRole,
  keysetPage,
  line,
  localise,
  NotAllowedError,
  NotAuthenticatedError,
  type OrderKey,
  once,
  prose,
  type readPageArgs,
  requireRole,
  slug,
  ValidationError,
  validate,
  visitor,
} from './index'
import { openTestContext, type TestContext, viewerOf } from './testing'

let ctx: TestContext
beforeAll(async () => {
  ctx = await openTestContext()
})
afterAll(() => ctx.close())

describe('texts', () => {
  test.each([
    ['a NUL', 'a\0b'],
    ['half a surrogate', 'a\ud83d'],
    ['a megabyte', 'x'.repeat(1_048_576)],
    ['nothing but spaces', '   '],
  ])('%s is refused', (_, text) => {
    expect(() => validate(prose(10_000), text)).toThrow(ValidationError)
  })

  test('a line has no line break, and is trimmed', () => {
    expect(validate(line(20), '  un  ')).toBe('un')
    expect(() => validate(line(20), 'un\ndeux')).toThrow(ValidationError)
  })

  test('whatever is accepted is well formed and within bounds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
        try {
          const accepted = validate(line(20), text)
          return accepted.length <= 20 && accepted.isWellFormed() && !/[\0\r\n]/.test(accepted)
        } catch (error) {
          return error instanceof ValidationError
        }
      }),
    )
  })

  const issuesOf = (rules: z.ZodType, input: unknown) => {
    try {
      return validate(rules, input)
    } catch (error) {
      return error instanceof ValidationError ? error.issues : error
    }
  }

  test('what is left out is required, what is of another type is invalid', () => {
    const rules = z.object({ name: line(20) })
    expect(issuesOf(rules, {})).toMatchObject([{ path: ['name'], rule: 'required' }])
    expect(issuesOf(rules, { name: 3 })).toMatchObject([{ path: ['name'], rule: 'invalid' }])
    expect(issuesOf(rules, null)).toMatchObject([{ path: [], rule: 'invalid' }])
  })

  test('a list that is too long says how many it may hold, a text how many characters', () => {
    expect(issuesOf(z.array(line(3)).max(1), ['a', 'b'])).toMatchObject([{ rule: 'tooMany', params: { max: 1 } }])
    expect(issuesOf(z.array(line(3)), ['abcd'])).toMatchObject([{ path: [0], rule: 'tooLong', params: { max: 3 } }])
  })

  test('a slug is made of words and single hyphens', () => {
    expect(validate(slug, 'egal-acces')).toBe('egal-acces')
    for (const wrong of ['Égal', '-a', 'a--b', '']) expect(() => validate(slug, wrong)).toThrow(ValidationError)
  })

  test('the fallback is visible', () => {
    const texts = { fr: 'Thème', en: 'Theme' }
    expect(localise(texts, ['en', 'fr'], 'fr')).toEqual({ locale: 'en', text: 'Theme' })
    expect(localise(texts, ['br'], 'fr')).toEqual({ locale: 'fr', text: 'Thème' })
    expect(localise({ en: 'Theme' }, ['br'], 'fr')).toEqual({ locale: 'en', text: 'Theme' })
  })
})

describe('viewers', () => {
  const participant = { id: 'p', personId: 'x', consultationId: 'here' }

  test('a role counts in its own consultation only', () => {
    const moderator = viewerOf(participant, 'MODERATOR')
    expect(hasRole(moderator, 'here', 'MODERATOR')).toBe(true)
    expect(hasRole(moderator, 'elsewhere', 'MODERATOR')).toBe(false)
    expect(() => requireRole(moderator, 'elsewhere', 'MODERATOR')).toThrow(NotAllowedError)
    expect(() => requireRole(visitor, 'here', 'MODERATOR')).toThrow(NotAuthenticatedError)
  })
})

describe('pages', () => {
  interface Row {
    id: string
    position: number
  }
  const order: readonly OrderKey<Row>[] = [
    { column: 'position', direction: 'asc', type: 'int4' },
    { column: 'id', direction: 'asc', type: 'uuid' },
  ]
  let consultationId: string
  beforeAll(async () => {
    consultationId = (await aConsultation(ctx.db)).id
    for (let n = 0; n < 45; n++) await aTheme(ctx.db, consultationId, { position: Math.floor(n / 3) })
  })
  const page = (args: Parameters<typeof readPageArgs>[0], list = 'themes') =>
    keysetPage(
      ctx.sql.selectFrom('theme').select(['id', 'position']).where('consultationId', '=', consultationId),
      args,
      {
        list,
        order,
        countAll: async () => 45,
      },
    )

  test('walking forward then backward meets every row once, in one order', async () => {
    const forward: string[] = []
    let after: string | undefined
    do {
      const { nodes, hasNextPage, cursorOf } = await page({ first: 7, after })
      forward.push(...nodes.map(({ id }) => id))
      const last = nodes.at(-1)
      after = hasNextPage && last ? cursorOf(last) : undefined
    } while (after)
    expect(new Set(forward).size).toBe(45)
    const { nodes, hasPreviousPage, hasNextPage } = await page({ last: 10 })
    expect(nodes.map(({ id }) => id)).toEqual(forward.slice(-10))
    expect([hasPreviousPage, hasNextPage]).toEqual([true, false])
  })

  test('a row that appears before the cursor neither repeats nor hides another', async () => {
    const first = await page({ first: 10 })
    const added = await aTheme(ctx.db, consultationId, { position: -1 })
    const last = first.nodes.at(-1)
    const second = await page({ first: 10, after: last && first.cursorOf(last) })
    const seen = [...first.nodes, ...second.nodes].map(({ id }) => id)
    expect(new Set(seen).size).toBe(20)
    expect(seen).not.toContain(added.id)
    await ctx.db.theme.delete({ where: { id: added.id } })
  })

  test.each([
    ['a size past the bound', { first: 101 }],
    ['an absurd size', { first: 1_000_000 }],
    ['a negative size', { first: -1 }],
    ['both directions', { first: 1, last: 1 }],
    ['a cursor that is none', { after: 'x' }],
    ['a cursor with a NUL', { after: Buffer.from('["a","\\u0000"]').toString('base64url') }],
  ])('%s is refused', async (_, args) => {
    await expect(page(args)).rejects.toThrow(ValidationError)
  })

  test('a usual size is written in the statement, for its plan; another one is a parameter', async () => {
    const textOf = async (first: number) => (await ctx.statementsOf(() => page({ first })))[0]
    expect(await textOf(20)).toMatch(/limit 21$/)
    expect(await textOf(19)).toMatch(/limit \$\d+$/)
    expect(await textOf(17)).toBe(await textOf(19))
  })

  test('a hundred rows are the most, and none is a page', async () => {
    expect((await page({ first: 100 })).nodes).toHaveLength(45)
    expect((await page({ first: 0 })).nodes).toEqual([])
  })

  test('a cursor of another list is refused', async () => {
    const { nodes, cursorOf } = await page({ first: 1 })
    const [row] = nodes
    await expect(page({ after: row && cursorOf(row) }, 'another')).rejects.toThrow(ValidationError)
  })

  test('a forged value in a cursor is refused before the database', async () => {
    const { nodes, cursorOf } = await page({ first: 1 })
    const [row] = nodes
    const [mark] = JSON.parse(Buffer.from(row ? cursorOf(row) : '', 'base64url').toString())
    const forged = Buffer.from(JSON.stringify([mark, '1; DROP', 'x'])).toString('base64url')
    await expect(page({ after: forged })).rejects.toThrow(ValidationError)
  })
})

describe('once', () => {
  const act = (key: string, input: unknown, holder = 'me') =>
    once(ctx, { holder, key, act: 'test', input }, async (tx) => ({ id: (await aPerson(tx.db)).id }))

  test('a retry gets the first answer and does nothing', async () => {
    const first = await act('k1', { a: 1, b: 2 })
    const people = await ctx.db.person.count()
    expect(await act('k1', { b: 2, a: 1 })).toEqual(first)
    expect(await ctx.db.person.count()).toBe(people)
  })

  test('the key with another input is a conflict; another holder has keys of their own', async () => {
    const first = await act('k2', 1)
    await expect(act('k2', 2)).rejects.toThrow(ConflictError)
    expect(await act('k2', 1, 'somebody else')).not.toEqual(first)
  })

  test('a refused act leaves no key', async () => {
    const refused = once(ctx, { holder: 'me', key: 'k3', act: 'test', input: 1 }, () =>
      Promise.reject(new Error('refused')),
    )
    await expect(refused).rejects.toThrow('refused')
    await expect(act('k3', 1)).resolves.toHaveProperty('id')
  })

  test.each(['a\0b', '\ud800', 'x'.repeat(201), ' '])('what is no key is refused by name: %j', async (key) => {
    await expect(act(key, 1)).rejects.toMatchObject({ issues: [{ path: ['idempotencyKey'] }] })
  })

  test('two hundred retries at once are one act', async () => {
    const people = await ctx.db.person.count()
    const answers = await Promise.all(Array.from({ length: 200 }, () => act('k4', 1)))
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1)
    expect(await ctx.db.person.count()).toBe(people + 1)
  })
})

test('an outbox fact is written in the transaction of the act, or not at all', async () => {
  const facts = await ctx.db.outboxEvent.count()
  const { id } = await aPerson(ctx.db)
  const fact = { type: 'test.done', consultationId: null, subjectType: 'Test', subjectId: id }
  const undone = ctx.db.$transaction(async (tx) => {
    await databaseOutbox.record({ db: tx }, fact)
    throw new Error('undo')
  })
  await expect(undone).rejects.toThrow('undo')
  expect(await ctx.db.outboxEvent.count()).toBe(facts)
})
