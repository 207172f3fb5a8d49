import { aConsultation, aParticipant, aPerson } from '@cahier/db/testing'
import {
  ConflictError,
  NotAllowedError,
  NotAuthenticatedError,
  NotFoundError,
  newId,
  type PageArgs,
  ValidationError,
  visitor,
} from '@cahier/kernel'
import { openTestContext, type TestContext, viewerOf } from '@cahier/kernel/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  archiveTheme,
  closeTheme,
  countThemes,
  createTheme,
  editTheme,
  getTheme,
  getThemeBySlug,
  getThemes,
  importThemes,
  listChildThemes,
  listGuidingQuestions,
  listThemes,
  mergeTheme,
  moveTheme,
  openTheme,
  type Theme,
} from './index'

let ctx: TestContext
let consultationId: string
beforeAll(async () => {
  ctx = await openTestContext()
})
afterAll(() => ctx.close())
beforeEach(async () => {
  consultationId = (await aConsultation(ctx.db)).id
})

const theme = (slug: string, more: Partial<Parameters<typeof createTheme>[1]> = {}): Promise<Theme> =>
  createTheme(ctx, { consultationId, slug, title: { fr: slug }, ...more })
const slugs = async (parentId: string | null = null): Promise<string[]> =>
  (await listThemes(ctx, { consultationId, parentId })).nodes.map(({ slug }) => slug)

describe('the tree', () => {
  test('themes go last among their siblings, and are listed in order', async () => {
    const a = await theme('a')
    await theme('b')
    await theme('a-un', { parentId: a.id })
    expect(await slugs()).toEqual(['a', 'b'])
    expect(await slugs(a.id)).toEqual(['a-un'])
    expect(await countThemes(ctx, { consultationId })).toBe(3)
  })

  test('a theme moves with all that is under it', async () => {
    const [a, b, c] = [await theme('a'), await theme('b'), await theme('c')]
    await moveTheme(ctx, { ...c, parentId: null, position: 0 })
    expect(await slugs()).toEqual(['c', 'a', 'b'])
    const moved = await getTheme(ctx, a.id)
    await moveTheme(ctx, { id: a.id, version: moved?.version ?? 0, parentId: b.id, position: 9 })
    expect(await slugs(b.id)).toEqual(['a'])
  })

  test('a theme does not go under itself, nor into another consultation', async () => {
    const a = await theme('a')
    const child = await theme('b', { parentId: a.id })
    const elsewhere = await createTheme(ctx, {
      consultationId: (await aConsultation(ctx.db)).id,
      slug: 'x',
      title: { fr: 'x' },
    })
    await expect(moveTheme(ctx, { ...a, parentId: child.id, position: 0 })).rejects.toThrow(ValidationError)
    await expect(moveTheme(ctx, { ...a, parentId: elsewhere.id, position: 0 })).rejects.toThrow(ValidationError)
    await expect(theme('c', { parentId: elsewhere.id })).rejects.toThrow(ValidationError)
  })

  test('two moves that would make a cycle together do not', async () => {
    const [a, b] = [await theme('a'), await theme('b')]
    await Promise.allSettled([
      moveTheme(ctx, { ...a, parentId: b.id, position: 0 }),
      moveTheme(ctx, { ...b, parentId: a.id, position: 0 }),
    ])
    const parents = (await getThemes(ctx, [a.id, b.id])).map((found) => found?.parentId)
    expect(parents.filter(Boolean)).toHaveLength(1)
  })
})

test('themes of an archived consultation stay as they are', async () => {
  const a = await theme('a')
  await ctx.db.consultation.update({ where: { id: consultationId }, data: { status: 'ARCHIVED' } })
  await expect(theme('b')).rejects.toThrow(ConflictError)
  await expect(closeTheme(ctx, a)).rejects.toThrow(ConflictError)
  await ctx.db.consultation.update({ where: { id: consultationId }, data: { status: 'PUBLISHED' } })
})

test('no state asked for is no theme', async () => {
  await theme('a')
  expect((await listThemes(ctx, { consultationId, status: [] })).nodes).toEqual([])
})

describe('permanent links', () => {
  test('a former address leads to the theme, through merges too', async () => {
    const a = await theme('a')
    await editTheme(ctx, { ...a, slug: 'nouveau', title: null, summary: null })
    const b = await theme('b')
    const renamed = await getThemeBySlug(ctx, consultationId, 'a')
    expect(renamed?.slug).toBe('nouveau')
    await mergeTheme(ctx, { id: a.id, version: renamed?.version ?? 0, intoId: b.id }, [])
    for (const slug of ['a', 'nouveau', 'b']) expect((await getThemeBySlug(ctx, consultationId, slug))?.id).toBe(b.id)
    for (const slug of ['jamais', 'a\0b']) expect(await getThemeBySlug(ctx, consultationId, slug)).toBeNull()
  })

  test('an address is never given twice', async () => {
    const a = await theme('a')
    await editTheme(ctx, { ...a, slug: 'b', title: null, summary: null })
    await expect(theme('a')).rejects.toThrow(ValidationError)
    await expect(theme('b')).rejects.toThrow(ValidationError)
  })

  test('a merge moves the children, and what the movers keep, or nothing', async () => {
    const [a, b] = [await theme('a'), await theme('b')]
    await theme('c', { parentId: a.id })
    const failing = () => Promise.reject(new Error('no'))
    await expect(mergeTheme(ctx, { ...a, intoId: b.id }, [failing])).rejects.toThrow('no')
    expect(await slugs(a.id)).toEqual(['c'])
    const moved: string[] = []
    await mergeTheme(ctx, { ...a, intoId: b.id }, [async (_, from, into) => void moved.push(from, into)])
    expect(moved).toEqual([a.id, b.id])
    expect(await slugs(b.id)).toEqual(['c'])
    await expect(mergeTheme(ctx, { ...b, intoId: a.id }, [])).rejects.toThrow(ConflictError)
  })
})

describe('states and versions', () => {
  test('a theme closes, opens again, and is archived out of the lists', async () => {
    const closed = await closeTheme(ctx, await theme('a'))
    expect(closed.status).toBe('CLOSED')
    const archived = await archiveTheme(ctx, await openTheme(ctx, closed))
    expect(await slugs()).toEqual([])
    expect((await getThemeBySlug(ctx, consultationId, 'a'))?.status).toBe('ARCHIVED')
    await expect(archiveTheme(ctx, archived)).rejects.toThrow(ConflictError)
  })

  test('of two edits from one version, one wins and the other is told', async () => {
    const a = await theme('a')
    const edit = (title: string) => editTheme(ctx, { id: a.id, version: a.version, title: { fr: title } })
    const results = await Promise.allSettled([edit('un'), edit('deux')])
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const refused = results.find((result) => result.status === 'rejected')
    expect(refused?.reason).toBeInstanceOf(ConflictError)
  })

  test('questions are replaced whole, in order', async () => {
    const a = await theme('a', { questions: [{ fr: 'Un ?' }, { fr: 'Deux ?' }] })
    await editTheme(ctx, { id: a.id, version: a.version, questions: [{ fr: 'Trois ?', en: 'Three?' }] })
    const [questions] = await listGuidingQuestions(ctx, [a.id])
    expect(questions?.map(({ text }) => text)).toEqual([{ fr: 'Trois ?', en: 'Three?' }])
  })
})

describe('who may', () => {
  test('only organisers of this very consultation write', async () => {
    const participant = await aParticipant(ctx.db, consultationId)
    const other = await aParticipant(ctx.db, (await aConsultation(ctx.db)).id)
    const attempt = (viewer: TestContext['viewer']) =>
      createTheme({ ...ctx, viewer }, { consultationId, slug: newId(), title: { fr: 'a' } })
    await expect(attempt(visitor)).rejects.toThrow(NotAuthenticatedError)
    for (const role of ['FACILITATOR', 'MODERATOR', 'ANALYST'] as const) {
      await expect(attempt(viewerOf(participant, role))).rejects.toThrow(NotAllowedError)
    }
    await expect(attempt(viewerOf(other, 'ORGANISER'))).rejects.toThrow(NotAllowedError)
    await expect(attempt(viewerOf(participant, 'ORGANISER'))).resolves.toHaveProperty('status', 'OPEN')
  })

  test('a draft consultation’s themes are seen by its staff alone', async () => {
    const a = await theme('a')
    await ctx.db.consultation.update({ where: { id: consultationId }, data: { status: 'DRAFT' } })
    const organiser = viewerOf(await aParticipant(ctx.db, consultationId), 'ORGANISER')
    expect(await getTheme({ ...ctx, viewer: visitor }, a.id)).toBeNull()
    expect((await listThemes({ ...ctx, viewer: visitor }, { consultationId })).nodes).toEqual([])
    expect(await getTheme({ ...ctx, viewer: organiser }, a.id)).not.toBeNull()
    await expect(
      closeTheme({ ...ctx, viewer: viewerOf(await aParticipant(ctx.db, (await aConsultation(ctx.db)).id)) }, a),
    ).rejects.toThrow(NotFoundError)
  })
})

test('what comes in twice is there once', async () => {
  const rows = [{ externalId: '1', slug: 'un', title: { fr: 'Un' }, position: 0, questions: [{ fr: 'Pourquoi ?' }] }]
  const first = await importThemes(ctx, consultationId, rows)
  expect(await importThemes(ctx, consultationId, rows)).toEqual(first)
  expect(await countThemes(ctx, { consultationId })).toBe(1)
})

test('a page of themes is one statement, and hostile pages are refused', async () => {
  await theme('a')
  expect(await ctx.statementsOf(() => listThemes(ctx, { consultationId }))).toHaveLength(1)
  await expect(listThemes(ctx, { consultationId }, { first: 1_000_000 })).rejects.toThrow(ValidationError)
  const { nodes, cursorOf } = await listThemes(ctx, { consultationId })
  const other = (await aConsultation(ctx.db)).id
  const cursor = nodes[0] && cursorOf(nodes[0])
  await expect(listThemes(ctx, { consultationId: other }, { after: cursor })).rejects.toThrow(ValidationError)
})

test('children of several themes are one statement, each page of its own parent', async () => {
  const [a, b, c] = [await theme('a'), await theme('b'), await theme('c')]
  for (const [slug, parent] of [
    ['a1', a],
    ['a2', a],
    ['b1', b],
  ] as const)
    await theme(slug, { parentId: parent.id })
  const list = (page: PageArgs = {}) => listChildThemes(ctx, [b.id, c.id, a.id], page)
  expect(await ctx.statementsOf(list)).toHaveLength(1)
  const pages = (await list({ first: 1 })).map((page) => (page instanceof ValidationError ? expect.fail() : page))
  expect(pages.map(({ nodes }) => nodes.map(({ slug }) => slug))).toEqual([['b1'], [], ['a1']])
  expect(pages.map(({ hasNextPage }) => hasNextPage)).toEqual([false, false, true])
  expect(await Promise.all(pages.map((page) => page.countAll()))).toEqual([1, 0, 2])
  const [, , ofA] = pages
  const after = ofA?.nodes[0] && ofA.cursorOf(ofA.nodes[0])
  const [ofB, , next] = await list({ after })
  expect(ofB).toBeInstanceOf(ValidationError)
  expect(next).toMatchObject({ nodes: [{ slug: 'a2' }] })
})

test('hostile texts and ids are refused, and leave nothing', async () => {
  for (const title of ['a\0', '\ud83d', 'x'.repeat(1_000_000), '']) {
    await expect(createTheme(ctx, { consultationId, slug: 'a', title: { fr: title } })).rejects.toThrow(ValidationError)
  }
  expect(await getThemes(ctx, ['pas-un-id', newId(), (await aPerson(ctx.db)).id])).toEqual([null, null, null])
  expect(await countThemes(ctx, { consultationId })).toBe(0)
})
