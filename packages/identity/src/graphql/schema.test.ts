import { ask, requestContext, sdlOf } from '@cahier/graphql/testing'
import { visitor } from '@cahier/kernel'
import { openTestContext, type TestContext } from '@cahier/kernel/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import './index'
import { builder, type Context } from '@cahier/graphql'
import { createLoginVerifier, createTokens, loadSessionViewer, type Tokens } from '../index'
import { CLIENT_ID, type LocalIssuer, openLocalIssuer } from '../testing/local-issuer'

// A schema has a query; identity has none of its own.
builder.queryField('isTest', (t) => t.boolean({ description: 'Whether this is a test.', resolve: () => true }))

let ctx: TestContext
let issuer: LocalIssuer
let tokens: Tokens
let context: Context

beforeAll(async () => {
  ctx = await openTestContext()
  issuer = await openLocalIssuer()
  const verifier = createLoginVerifier({ issuers: [{ issuer: issuer.issuer, clientId: CLIENT_ID }] })
  tokens = await createTokens({ issuer: 'https://cahier.test', audience: 'api' })
  context = requestContext({ ...ctx, viewer: visitor }, { identity: { verifier, tokens } })
})
afterAll(() => Promise.all([ctx.close(), issuer.close()]))

const SESSION = 'accessToken refreshToken expiresIn'
const REFUSAL = '... on UserError { code message } ... on ValidationError { issues { path message } }'
const SIGN_IN = `mutation ($input: SignInInput!) { signIn(input: $input) {
  ... on SignInPayload { ${SESSION} } ... on LoginRefusedError { reason } ${REFUSAL} } }`
const REFRESH = `mutation ($input: RefreshSessionInput!) { refreshSession(input: $input) {
  ... on RefreshSessionPayload { ${SESSION} } ... on SessionEndedError { reason } ${REFUSAL} } }`
const SIGN_OUT = `mutation ($input: SignOutInput!) { signOut(input: $input) {
  ... on SignOutPayload { wasSignedIn } ${REFUSAL} } }`

const signIn = async () => {
  const { data } = await ask(context, SIGN_IN, { input: await issuer.logIn('synthetic-subject') })
  return data.signIn as { accessToken: string; refreshToken: string; expiresIn: number }
}

test('schema', () => {
  const names = ['LoginRefusedError', 'LoginRefusalReason', 'SessionEndedError', 'SessionEndReason']
  const acts = ['SignIn', 'RefreshSession', 'SignOut']
  const made = acts.flatMap((act) => [`${act}Input`, `${act}Payload`, `${act}Result`])
  return expect(sdlOf(...names, ...made)).toMatchFileSnapshot('./schema.graphql')
})

test('from the issuer’s login to signing out', async () => {
  const session = await signIn()
  expect(session.expiresIn).toBe(600)
  const viewer = await loadSessionViewer(ctx, await tokens.verifyAccessToken(session.accessToken))
  expect(viewer).toMatchObject({ kind: 'person', isAdministrator: false })
  const refreshed = await ask(context, REFRESH, { input: { refreshToken: session.refreshToken } })
  const { refreshToken } = refreshed.data.refreshSession
  const out = () => ask(context, SIGN_OUT, { input: { refreshToken } })
  expect((await out()).data.signOut).toEqual({ wasSignedIn: true })
  expect((await out()).data.signOut).toEqual({ wasSignedIn: false })
})

test('refusals are in the result, with their reason and a message', async () => {
  const login = await issuer.logIn('synthetic-subject')
  const wrong = await ask(context, SIGN_IN, { input: { ...login, nonce: 'a'.repeat(32) } })
  expect(wrong).toEqual({
    data: {
      signIn: {
        code: 'LOGIN_REFUSED',
        reason: 'WRONG_NONCE',
        message: 'Cette réponse ne suit pas votre demande : recommencez.',
      },
    },
  })
  expect((await ask(context, SIGN_IN, { input: login })).data.signIn.expiresIn).toBe(600)
  expect((await ask(context, SIGN_IN, { input: login })).data.signIn.reason).toBe('REPLAYED')
  const { refreshToken } = await signIn()
  const refresh = () => ask({ ...context, interfaceLocale: 'en' }, REFRESH, { input: { refreshToken } })
  await refresh()
  expect((await refresh()).data.refreshSession).toEqual({
    code: 'SESSION_ENDED',
    reason: 'REUSED',
    message: 'This token was already used: to be safe, the session has ended. Sign in again.',
  })
})

test('an idempotency key is refused, and nothing secret is kept', async () => {
  const { accessToken, refreshToken } = await signIn()
  const viewer = await loadSessionViewer(ctx, await tokens.verifyAccessToken(accessToken))
  if (!viewer) throw new Error('Nobody')
  const signedIn = { ...context, viewer }
  const acts: [string, string, object][] = [
    [SIGN_IN, 'signIn', await issuer.logIn('synthetic-subject')],
    [REFRESH, 'refreshSession', { refreshToken }],
    [SIGN_OUT, 'signOut', { refreshToken }],
  ]
  for (const [source, name, input] of acts) {
    const keyed = { input: { ...input, idempotencyKey: 'key' } }
    for (const asking of [signedIn, context])
      expect((await ask(asking, source, keyed)).data[name]).toMatchObject({
        code: 'VALIDATION_FAILED',
        issues: [{ path: ['idempotencyKey'] }],
      })
  }
  expect(await ctx.db.idempotencyKey.count()).toBe(0)
  expect((await ask(context, REFRESH, { input: { refreshToken } })).data.refreshSession.expiresIn).toBe(600)
})
