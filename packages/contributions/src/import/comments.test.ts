import { aConsultation, aContribution, aParticipant, aTheme } from '@cahier/db/testing'
import { NotAllowedError, NotAuthenticatedError, newId, ValidationError, visitor } from '@cahier/kernel'
import { openTestContext, type TestContext, viewerOf } from '@cahier/kernel/testing'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { getComment, type ImportedComment, importComments, listComments, listCommentVersionsOf } from '../index'

let ctx: TestContext
let consultationId: string
let contributionId: string
let authorId: string
beforeAll(async () => {
  ctx = await openTestContext()
})
afterAll(() => ctx.close())
beforeEach(async () => {
  consultationId = (await aConsultation(ctx.db)).id
  const themeId = (await aTheme(ctx.db, consultationId, { status: 'CLOSED' })).id
  contributionId = (await aContribution(ctx.db, { consultationId, themeId })).id
  authorId = (await aParticipant(ctx.db, consultationId, { personId: null })).id
})

const row = (externalId: string, more: Partial<ImportedComment> = {}): ImportedComment => ({
  externalId,
  contributionId,
  authorId,
  stance: 'AGAINST',
  body: 'Un argument',
  locale: 'fr',
  origin: 'IMPORTED',
  createdAt: new Date('2015-10-18T22:24:20Z'),
  ...more,
})
const come = (...rows: ImportedComment[]): Promise<Map<string, string>> => importComments(ctx, consultationId, rows)
const counters = async (): Promise<number[]> => {
  const { commentCount, forCount, againstCount } = await ctx.db.contribution.findUniqueOrThrow({
    where: { id: contributionId },
  })
  return [commentCount, forCount, againstCount]
}

test('comments come once, under parents of the same batch or of an earlier one', async () => {
  const first = await come(row('a', { importedAgreeCount: 4 }), row('b', { parentExternalId: 'a', stance: 'FOR' }))
  const second = await come(row('c', { parentExternalId: 'b', authorId: null }))
  expect(await come(row('a', { importedAgreeCount: 4 }), row('b', { parentExternalId: 'a', stance: 'FOR' }))).toEqual(
    first,
  )
  expect(await counters()).toEqual([3, 1, 2])
  expect(await getComment({ ...ctx, viewer: visitor }, second.get('c') ?? '')).toMatchObject({
    parentId: first.get('b'),
    authorId: null,
    createdAt: '2015-10-18T22:24:20.000Z',
  })
  expect(await getComment(ctx, first.get('a') ?? '')).toMatchObject({
    importedAgreeCount: 4,
    version: 1,
    origin: 'IMPORTED',
  })
})

test('another text is another version; what moderation decided here stays', async () => {
  const id = (await come(row('a', { isHidden: true }))).get('a') ?? ''
  expect(await counters()).toEqual([0, 0, 0])
  await ctx.db.comment.update({ where: { id }, data: { hiddenAt: null } })
  await come(row('a', { isHidden: true, body: 'Corrigé' }))
  expect(await getComment({ ...ctx, viewer: visitor }, id)).toMatchObject({
    body: 'Corrigé',
    version: 2,
    hiddenAt: null,
  })
  const [versions] = await listCommentVersionsOf(ctx, [id])
  expect(versions).toMatchObject({ nodes: [{ number: 1, body: 'Un argument' }] })
})

test('some thousands of rows are two statements a thousand', async () => {
  const rows = Array.from({ length: 2_500 }, (_, n) =>
    row(`${n}`, { parentExternalId: n === 0 ? null : `${Math.floor(n / 2)}` }),
  )
  rows[1] = row('1', { parentExternalId: '0' })
  const statements = await ctx.statementsOf(() => come(...rows))
  expect(statements).toHaveLength(1 + 2 * 3 + 1)
  expect(await (await listComments(ctx, { contributionId })).countAll()).toBe(2_500)
})

test('a batch that is wrong somewhere leaves nothing', async () => {
  const elsewhere = (await aConsultation(ctx.db)).id
  const place = { consultationId: elsewhere, themeId: (await aTheme(ctx.db, elsewhere)).id }
  const wrong: Partial<ImportedComment>[] = [
    { parentExternalId: 'jamais' },
    { parentExternalId: 'z' },
    { body: 'a\0' },
    { body: '\ud83d' },
    { contributionId: newId() },
    { contributionId: (await aContribution(ctx.db, place)).id },
    { authorId: (await aParticipant(ctx.db, elsewhere)).id },
    { importedAgreeCount: -1 },
  ]
  for (const more of wrong) await expect(come(row('a'), row('z', more))).rejects.toThrow(ValidationError)
  expect(await ctx.db.comment.count({ where: { contributionId } })).toBe(0)
})

test('only for the platform and its administrators', async () => {
  const organiser = viewerOf(await aParticipant(ctx.db, consultationId), 'ORGANISER')
  await expect(importComments({ ...ctx, viewer: organiser }, consultationId, [row('a')])).rejects.toThrow(
    NotAllowedError,
  )
  await expect(importComments({ ...ctx, viewer: visitor }, consultationId, [row('a')])).rejects.toThrow(
    NotAuthenticatedError,
  )
})
