import { aConsultation, aContribution, aParticipant, aTheme } from '@cahier/db/testing'
import { NotAllowedError, NotAuthenticatedError, ValidationError, visitor } from '@cahier/kernel'
import { administrator, viewerOf } from '@cahier/kernel/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { countOpenFlags, decideOnContent, flagContent, listDecisions, listFlags } from './index'
import { as, type ModerationTestContext, openModerationContext } from './testing'

let ctx: ModerationTestContext
let consultationId: string
let author: Awaited<ReturnType<typeof aParticipant>>
let asModerator: ModerationTestContext
let subjects: { subjectType: string; subjectId: string }[]
const READERS = 6

beforeAll(async () => {
  ctx = await openModerationContext()
  consultationId = (await aConsultation(ctx.db)).id
  author = await aParticipant(ctx.db, consultationId)
  asModerator = as(ctx, viewerOf(await aParticipant(ctx.db, consultationId), 'MODERATOR'))
  const place = { consultationId, themeId: (await aTheme(ctx.db, consultationId)).id }
  const contributions = [
    await aContribution(ctx.db, place, { authorId: author.id }),
    await aContribution(ctx.db, place),
    await aContribution(ctx.db, place),
  ]
  subjects = contributions.map(({ id }) => ({ subjectType: 'Contribution', subjectId: id }))
  for (let n = 0; n < READERS; n++) {
    const reader = as(ctx, viewerOf(await aParticipant(ctx.db, consultationId)))
    for (const subject of subjects) await flagContent(reader, { ...subject, ground: 'SPAM', explanation: `n° ${n}` })
  }
  for (const subject of subjects.slice(0, 2)) {
    for (const action of ['HIDE', 'RESTORE'] as const) {
      await decideOnContent(asModerator, { ...subject, action, ground: 'SPAM', reasons: action })
    }
  }
})
afterAll(() => ctx.close())

test('the queue holds the open flags, the oldest first, page by page both ways', async () => {
  const filter = { consultationId, isOpen: true }
  expect(await countOpenFlags(asModerator, consultationId)).toBe(READERS)
  const first = await listFlags(asModerator, filter, { first: 4 })
  const last = first.nodes.at(-1)
  const rest = await listFlags(asModerator, filter, { first: 4, after: last && first.cursorOf(last) })
  const texts = [...first.nodes, ...rest.nodes].map(({ explanation }) => explanation)
  expect(texts).toEqual(['n° 0', 'n° 1', 'n° 2', 'n° 3', 'n° 4', 'n° 5'])
  expect([first.hasNextPage, rest.hasNextPage]).toEqual([true, false])
  const [start] = rest.nodes
  const back = await listFlags(asModerator, filter, { last: 4, before: start && rest.cursorOf(start) })
  expect(back.nodes).toEqual(first.nodes)
  expect(await first.countAll()).toBe(READERS)
})

test('filters keep what they say', async () => {
  const count = async (filter: object) => (await listFlags(asModerator, { consultationId, ...filter })).countAll()
  expect(await count({})).toBe(3 * READERS)
  expect(await count({ isOpen: false })).toBe(2 * READERS)
  expect(await count({ subjectType: 'Contribution' })).toBe(3 * READERS)
  expect(await count({ subject: subjects[0] })).toBe(READERS)
  expect(await count({ subject: subjects[0], isOpen: true })).toBe(0)
  const decided = await listDecisions(asModerator, { consultationId, action: ['HIDE'] })
  expect(decided.nodes.map(({ action }) => action)).toEqual(['HIDE', 'HIDE'])
})

test('flags are listed for the moderators of this very consultation alone', async () => {
  const list = (viewer: ModerationTestContext['viewer']) => listFlags(as(ctx, viewer), { consultationId })
  const other = await aParticipant(ctx.db, (await aConsultation(ctx.db)).id)
  await expect(list(visitor)).rejects.toThrow(NotAuthenticatedError)
  await expect(list(viewerOf(other, 'MODERATOR'))).rejects.toThrow(NotAllowedError)
  for (const role of ['PARTICIPANT', 'FACILITATOR', 'ANALYST', 'ORGANISER'] as const) {
    await expect(list(viewerOf(author, role))).rejects.toThrow(NotAllowedError)
    await expect(countOpenFlags(as(ctx, viewerOf(author, role)), consultationId)).rejects.toThrow(NotAllowedError)
  }
  expect(await (await list(administrator(author.id))).countAll()).toBe(3 * READERS)
  // A moderator does not see who flagged what they wrote themselves.
  expect(await (await list(viewerOf(author, 'MODERATOR'))).countAll()).toBe(2 * READERS)
})

test('decisions are listed for moderators, and for the author those on what they wrote', async () => {
  const reasons = async (viewer: ModerationTestContext['viewer'], subject?: (typeof subjects)[number]) =>
    (await listDecisions(as(ctx, viewer), { consultationId, subject })).nodes.map((decision) => decision.reasons)
  expect(await reasons(asModerator.viewer)).toEqual(['RESTORE', 'HIDE', 'RESTORE', 'HIDE'])
  expect(await reasons(asModerator.viewer, subjects[1])).toEqual(['RESTORE', 'HIDE'])
  expect(await reasons(viewerOf(author))).toEqual(['RESTORE', 'HIDE'])
  expect(await reasons(viewerOf(author), subjects[1])).toEqual([])
  const reader = await aParticipant(ctx.db, consultationId)
  const other = await aParticipant(ctx.db, (await aConsultation(ctx.db)).id)
  for (const role of ['PARTICIPANT', 'FACILITATOR', 'ANALYST', 'ORGANISER'] as const) {
    expect(await reasons(viewerOf(reader, role))).toEqual([])
  }
  expect(await reasons(viewerOf(other, 'MODERATOR'))).toEqual([])
  expect(await reasons(visitor)).toEqual([])
})

test('a page is one statement, and hostile pages are refused', async () => {
  expect(await ctx.statementsOf(() => listFlags(asModerator, { consultationId, isOpen: true }))).toHaveLength(1)
  expect(await ctx.statementsOf(() => listDecisions(asModerator, { consultationId }))).toHaveLength(1)
  await expect(listFlags(asModerator, { consultationId }, { first: 1_000_000 })).rejects.toThrow(ValidationError)
  const { nodes, cursorOf } = await listFlags(asModerator, { consultationId, isOpen: true })
  const after = nodes[0] && cursorOf(nodes[0])
  await expect(listFlags(asModerator, { consultationId }, { after })).rejects.toThrow(ValidationError)
  await expect(listDecisions(asModerator, { consultationId }, { after })).rejects.toThrow(ValidationError)
})
