import { aConsultation, aParticipant } from '@cahier/db/testing'
import { newId, visitor } from '@cahier/kernel'
import { administrator, openTestContext, type TestContext } from '@cahier/kernel/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  createTokens,
  DEVELOPMENT_ISSUER,
  type DevelopmentRole,
  developmentTokens,
  isSessionLive,
  loadSessionViewer,
  loadViewer,
  revokeSessions,
  signIn,
  type Tokens,
} from './index'

let ctx: TestContext
let tokens: Tokens

beforeAll(async () => {
  ctx = await openTestContext()
  tokens = await createTokens({ issuer: 'https://cahier.test', audience: 'api', acceptDevelopment: true })
})
afterAll(() => ctx.close())

const signInAsSomebody = async () => {
  const { accessToken } = await signIn(ctx, { issuer: 'https://issuer.test', subject: newId() }, tokens)
  return tokens.verifyAccessToken(accessToken)
}
const reasonOf = (act: Promise<unknown>): Promise<string> =>
  act.then(
    () => 'done',
    (error: { reason?: string; name: string }) => error.reason ?? error.name,
  )

describe('who asks', () => {
  test('is the person with their roles and participants by consultation, in one statement', async () => {
    const { personId, sessionId } = await signInAsSomebody()
    const [joined, organised] = [await aConsultation(ctx.db), await aConsultation(ctx.db)]
    const participant = await aParticipant(ctx.db, joined.id, { personId })
    await aParticipant(ctx.db, organised.id)
    const grant = (consultationId: string, role: 'MODERATOR' | 'ORGANISER') => ({ consultationId, personId, role })
    await ctx.db.roleGrant.createMany({
      data: [grant(joined.id, 'MODERATOR'), grant(organised.id, 'MODERATOR'), grant(organised.id, 'ORGANISER')],
    })
    let viewer: unknown
    const statements = await ctx.statementsOf(async () => {
      viewer = await loadSessionViewer(ctx, { personId, sessionId })
    })
    expect(statements).toHaveLength(1)
    expect(await loadViewer(ctx, personId)).toEqual(viewer)
    expect(viewer).toEqual({
      kind: 'person',
      personId,
      isAdministrator: false,
      roles: new Map([
        [joined.id, new Set(['MODERATOR', 'PARTICIPANT'])],
        [organised.id, new Set(['MODERATOR', 'ORGANISER'])],
      ]),
      participants: new Map([[joined.id, participant.id]]),
    })
  })

  test('is nobody for another person’s session, an unknown one, an erased person, or what is no id', async () => {
    const [mine, theirs] = [await signInAsSomebody(), await signInAsSomebody()]
    const { personId, sessionId } = mine
    expect(await loadSessionViewer(ctx, { personId, sessionId: theirs.sessionId })).toBeNull()
    expect(await loadSessionViewer(ctx, { personId, sessionId: newId() })).toBeNull()
    expect(await loadSessionViewer(ctx, { personId, sessionId: "' OR true --" })).toBeNull()
    expect(await loadSessionViewer(ctx, { personId: '\0', sessionId })).toBeNull()
    expect(await isSessionLive(ctx, '\0')).toBe(false)
    await ctx.db.person.update({ where: { id: personId }, data: { isAdministrator: true } })
    expect(await loadSessionViewer(ctx, mine)).toMatchObject({ isAdministrator: true })
    await ctx.db.person.update({ where: { id: personId }, data: { erasedAt: new Date() } })
    expect(await loadSessionViewer(ctx, mine)).toBeNull()
    for (const id of [personId, newId(), '\0']) expect(await loadViewer(ctx, id)).toBeNull()
  })
})

describe('development tokens', () => {
  test('are held by one synthetic person a role, the same at each run, until they are revoked', async () => {
    const { id: consultationId } = await aConsultation(ctx.db)
    const enrolled: [string, DevelopmentRole][] = []
    const enrol = async (personId: string, role: DevelopmentRole) => void enrolled.push([personId, role])
    const run = async () => {
      const issued = await developmentTokens(ctx, tokens, { consultationId, enrol })
      return Promise.all(Object.values(issued).map((token) => tokens.verifyAccessToken(token)))
    }
    const [first, second] = [await run(), await run()]
    const subjects = first.map(({ personId, sessionId }) => ({ personId, sessionId }))
    expect(second).toMatchObject(subjects)
    expect(enrolled.slice(0, 6).map(([, role]) => role)).toEqual([
      ...['PARTICIPANT', 'FACILITATOR', 'MODERATOR', 'ANALYST', 'ORGANISER', 'ADMINISTRATOR'],
    ])
    expect(enrolled.slice(0, 6).map(([personId]) => personId)).toEqual(subjects.map(({ personId }) => personId))
    const people = await ctx.db.person.findMany({ where: { issuer: DEVELOPMENT_ISSUER } })
    expect(people.map(({ email, realName }) => [email, realName])).toEqual(Array(6).fill([null, null]))
    const [participant] = subjects
    if (!participant) throw new Error('Nobody')
    expect(await loadSessionViewer(ctx, participant)).not.toBeNull()
    await revokeSessions(ctx, participant.personId)
    await run()
    expect(await loadSessionViewer(ctx, participant)).toBeNull()
  })

  test('are for the platform and its administrators, where they are accepted', async () => {
    const options = { consultationId: newId(), enrol: async () => undefined }
    expect(await reasonOf(developmentTokens({ ...ctx, viewer: visitor }, tokens, options))).toBe(
      'NotAuthenticatedError',
    )
    const viewer = { ...administrator(newId()), isAdministrator: false }
    expect(await reasonOf(developmentTokens({ ...ctx, viewer }, tokens, options))).toBe('ADMINISTRATOR_REQUIRED')
    const production = await createTokens({ issuer: 'https://cahier.test', audience: 'api' })
    await expect(developmentTokens(ctx, production, options)).rejects.toThrow('not accepted')
  })
})
