import { AsyncResource } from 'node:async_hooks'
import { inTransaction } from '@cahier/db'
import { aPerson, canRace } from '@cahier/db/testing'
import { newId, visitor } from '@cahier/kernel'
import { administrator, openTestContext, type TestContext } from '@cahier/kernel/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  createTokens,
  isSessionLive,
  type Login,
  loadSessionViewer,
  refreshSession,
  revokeSessions,
  signIn,
  signOut,
  type Tokens,
} from './index'

const DAY = 24 * 3600
const NOTHING = Buffer.alloc(32).toString('base64url')

let ctx: TestContext
let tokens: Tokens
let passed = 0
const clock = () => new Date(Date.now() + passed * 1000)

beforeAll(async () => {
  ctx = { ...(await openTestContext()), clock }
  tokens = await createTokens({ issuer: 'https://cahier.test', audience: 'api', clock, acceptDevelopment: true })
})
afterAll(() => ctx.close())
beforeEach(() => {
  passed = 0
})

const login = (changes: Partial<Login> = {}): Login => ({ issuer: 'https://issuer.test', subject: newId(), ...changes })
const signInAs = async (changes?: Partial<Login>) => {
  const session = await signIn(ctx, login(changes), tokens)
  return { ...session, ...(await tokens.verifyAccessToken(session.accessToken)) }
}
const reasonOf = (act: Promise<unknown>): Promise<string> =>
  act.then(
    () => 'done',
    (error: { reason?: string; name: string }) => error.reason ?? error.name,
  )

describe('signing in', () => {
  test('makes the account once, and follows what the issuer says of it', async () => {
    const subject = newId()
    const first = await signInAs({ subject, email: 'a@exemple.test', realName: 'Personne Synthétique' })
    const second = await signInAs({ subject, email: 'b@exemple.test' })
    expect(second.personId).toBe(first.personId)
    expect(second.sessionId).not.toBe(first.sessionId)
    const person = await ctx.db.person.findUniqueOrThrow({ where: { id: first.personId } })
    expect(person).toMatchObject({ subject, email: 'b@exemple.test', realName: null, isAdministrator: false })
    expect(first.expiresIn).toBe(600)
  })

  test('tells two issuers’ equal subjects apart', async () => {
    const subject = newId()
    const [a, b] = [await signInAs({ subject }), await signInAs({ subject, issuer: 'https://other.test' })]
    expect(a.personId).not.toBe(b.personId)
  })

  test('keeps no secret, and leaves facts that name nobody', async () => {
    const { accessToken, refreshToken, sessionId } = await signInAs()
    await refreshSession(ctx, refreshToken, tokens)
    const kept = JSON.stringify([
      await ctx.db.session.findMany(),
      await ctx.db.usedRefreshToken.findMany(),
      await ctx.db.outboxEvent.findMany({ omit: { position: true } }),
    ])
    expect(kept).not.toContain(refreshToken)
    expect(kept).not.toContain(accessToken)
    const facts = await ctx.db.outboxEvent.findMany({ where: { subjectId: sessionId }, orderBy: { position: 'asc' } })
    expect(facts.map(({ type, consultationId, payload }) => [type, consultationId, payload])).toEqual([
      ['session.started', null, {}],
      ['session.refreshed', null, {}],
    ])
  })

  test('a login opens one session: seen again it is refused, and its session ends', async () => {
    const replayed = login({ proof: `login:${newId()}` })
    const { sessionId } = await signInAs(replayed)
    expect(await reasonOf(signIn(ctx, replayed, tokens))).toBe('REPLAYED')
    expect(await isSessionLive(ctx, sessionId)).toBe(false)
    expect(await ctx.db.session.count({ where: { person: { subject: replayed.subject } } })).toBe(1)
  })

  test('an erased account is not opened again', async () => {
    const erased = { issuer: 'https://issuer.test', subject: newId() }
    await aPerson(ctx.db, { ...erased, erasedAt: new Date() })
    expect(await reasonOf(signIn(ctx, erased, tokens))).toBe('ACCOUNT_ERASED')
    expect(await ctx.db.session.count({ where: { person: { subject: erased.subject } } })).toBe(0)
  })

  test.runIf(canRace)('20 first logins that race make one account; 20 uses of one login, one session', async () => {
    const subject = newId()
    const sessions = await Promise.all(Array.from({ length: 20 }, () => signInAs({ subject })))
    expect(new Set(sessions.map(({ personId }) => personId)).size).toBe(1)
    const raced = login({ proof: `login:${newId()}` })
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => reasonOf(signIn(ctx, raced, tokens))))
    expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(1)
    expect(outcomes.filter((outcome) => outcome === 'REPLAYED')).toHaveLength(19)
  })
})

describe('refreshing', () => {
  test('gives the next token, in the same session', async () => {
    const { refreshToken, personId, sessionId } = await signInAs()
    const next = await refreshSession(ctx, refreshToken, tokens)
    expect(next.refreshToken).not.toBe(refreshToken)
    expect(await tokens.verifyAccessToken(next.accessToken)).toMatchObject({ personId, sessionId })
    expect(await reasonOf(refreshSession(ctx, next.refreshToken, tokens))).toBe('done')
  })

  test('with a used token ends the session, for the thief and for the robbed', async () => {
    const { refreshToken, personId, sessionId } = await signInAs()
    const next = await refreshSession(ctx, refreshToken, tokens)
    expect(await reasonOf(refreshSession(ctx, refreshToken, tokens))).toBe('REUSED')
    expect(await reasonOf(refreshSession(ctx, next.refreshToken, tokens))).toBe('REVOKED')
    expect(await loadSessionViewer(ctx, { personId, sessionId })).toBeNull()
    const fact = { subjectId: sessionId, type: 'session.ended' }
    expect((await ctx.db.outboxEvent.findFirstOrThrow({ where: fact })).payload).toEqual({ reason: 'REUSED' })
  })

  test('of an older token of the family ends it too, and another person’s session goes on', async () => {
    const { refreshToken } = await signInAs()
    const other = await signInAs()
    const second = await refreshSession(ctx, refreshToken, tokens)
    const third = await refreshSession(ctx, second.refreshToken, tokens)
    expect(await reasonOf(refreshSession(ctx, refreshToken, tokens))).toBe('REUSED')
    expect(await reasonOf(refreshSession(ctx, third.refreshToken, tokens))).toBe('REVOKED')
    expect(await isSessionLive(ctx, other.sessionId)).toBe(true)
  })

  test('stops 30 days after signing in, however often it was refreshed', async () => {
    const { refreshToken, sessionId } = await signInAs()
    passed = 29 * DAY
    const next = await refreshSession(ctx, refreshToken, tokens)
    passed = 30 * DAY + 1
    expect(await reasonOf(refreshSession(ctx, next.refreshToken, tokens))).toBe('EXPIRED')
    expect(await isSessionLive(ctx, sessionId)).toBe(false)
  })

  test('stops with the account', async () => {
    const { refreshToken, personId } = await signInAs()
    await ctx.db.person.update({ where: { id: personId }, data: { erasedAt: new Date() } })
    expect(await reasonOf(refreshSession(ctx, refreshToken, tokens))).toBe('REVOKED')
  })

  test.each([
    ['', 'nothing'],
    [NOTHING, 'of nobody'],
    ['\0'.repeat(43), 'NUL'],
    ['\ud800'.repeat(43), 'half characters'],
    ['a'.repeat(1_000_000), '1 MB'],
    ['development:1', 'a mark'],
  ])('by a token that is none (%#) is refused', async (token) => {
    expect(await reasonOf(refreshSession(ctx, token, tokens))).toBe('UNKNOWN')
  })

  test('by what is stored is refused', async () => {
    const { sessionId } = await signInAs()
    const { refreshHash } = await ctx.db.session.findUniqueOrThrow({ where: { id: sessionId } })
    expect(await reasonOf(refreshSession(ctx, refreshHash, tokens))).toBe('UNKNOWN')
  })

  test.runIf(canRace)('20 refreshes that race: one is answered, and the session ends', async () => {
    const { refreshToken, sessionId } = await signInAs()
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, () => reasonOf(refreshSession(ctx, refreshToken, tokens))),
    )
    expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(1)
    expect(outcomes.filter((outcome) => outcome === 'REUSED')).toHaveLength(19)
    expect(await isSessionLive(ctx, sessionId)).toBe(false)
    expect(await ctx.db.outboxEvent.count({ where: { subjectId: sessionId, type: 'session.ended' } })).toBe(1)
  })
})

describe('signing out', () => {
  test('by the refresh token: the access token opens nothing any more; again changes nothing', async () => {
    const { refreshToken, personId, sessionId } = await signInAs()
    expect(await loadSessionViewer(ctx, { personId, sessionId })).not.toBeNull()
    expect(await signOut({ ...ctx, viewer: visitor }, { refreshToken })).toBe(true)
    expect(await loadSessionViewer(ctx, { personId, sessionId })).toBeNull()
    expect(await signOut(ctx, { refreshToken })).toBe(false)
    expect(await signOut(ctx, { refreshToken: NOTHING })).toBe(false)
    expect(await signOut(ctx, { refreshToken: '\0' })).toBe(false)
    expect(await reasonOf(refreshSession(ctx, refreshToken, tokens))).toBe('REVOKED')
  })

  test('by a used refresh token ends the session too', async () => {
    const { refreshToken, sessionId } = await signInAs()
    await refreshSession(ctx, refreshToken, tokens)
    await signOut(ctx, { refreshToken })
    expect(await isSessionLive(ctx, sessionId)).toBe(false)
  })

  test.runIf(canRace)('by a refresh token that is being replaced ends the session all the same', async () => {
    const { refreshToken, sessionId } = await signInAs()
    const acts: Promise<unknown>[] = []
    const pause = () => new Promise((resolve) => setTimeout(resolve, 100))
    const outside = AsyncResource.bind((act: () => Promise<unknown>) => void acts.push(act()))
    await inTransaction(ctx, async (tx) => {
      await tx.sql.selectFrom('session').select('id').where('id', '=', sessionId).forUpdate().execute()
      outside(() => refreshSession(ctx, refreshToken, tokens))
      await pause()
      outside(() => signOut(ctx, { refreshToken }))
      await pause()
    })
    await Promise.all(acts)
    expect(await isSessionLive(ctx, sessionId)).toBe(false)
  })

  test('by its id is for its person, administrators and the platform', async () => {
    const [mine, theirs] = [await signInAs(), await signInAs()]
    const viewer = await loadSessionViewer(ctx, mine)
    if (!viewer) throw new Error('Nobody')
    const { sessionId } = theirs
    expect(await reasonOf(signOut({ ...ctx, viewer: visitor }, { sessionId }))).toBe('NotAuthenticatedError')
    expect(await reasonOf(signOut({ ...ctx, viewer }, { sessionId }))).toBe('NOT_SELF')
    expect(await reasonOf(signOut({ ...ctx, viewer }, { sessionId: newId() }))).toBe('NOT_SELF')
    expect(await reasonOf(signOut({ ...ctx, viewer }, { sessionId: 'x' }))).toBe('NOT_SELF')
    expect(await reasonOf(revokeSessions({ ...ctx, viewer }, theirs.personId))).toBe('NOT_SELF')
    expect(await isSessionLive(ctx, sessionId)).toBe(true)
    expect(await signOut({ ...ctx, viewer }, { sessionId: mine.sessionId })).toBe(true)
    expect(await signOut({ ...ctx, viewer: administrator(newId()) }, { sessionId })).toBe(true)
  })

  test('everywhere ends every session of the person, and no other', async () => {
    const subject = newId()
    const [first, second, other] = [await signInAs({ subject }), await signInAs({ subject }), await signInAs()]
    expect(await revokeSessions(ctx, first.personId)).toBe(2)
    expect(await revokeSessions(ctx, first.personId)).toBe(0)
    expect(await revokeSessions(ctx, 'x')).toBe(0)
    const live = await Promise.all([first, second, other].map(({ sessionId }) => isSessionLive(ctx, sessionId)))
    expect(live).toEqual([false, false, true])
  })
})
