import { AsyncResource } from 'node:async_hooks'
import { inTransaction } from '@cahier/db'
import { canRace } from '@cahier/db/testing'
import { AccessTokenRefusedError, createTokens, type SignedIn, signIn, signOut } from '@cahier/identity'
import { newId, visitor } from '@cahier/kernel'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { contextMaker } from './context'
import { createAuthenticator } from './identity'
import { systemContext } from './open'
import { openTestGateway, type TestGateway } from './testing/gateway'

let gateway: TestGateway
beforeAll(async () => {
  gateway = await openTestGateway()
})
afterAll(() => gateway.close())

/** An authenticator that remembers for a minute, and a session of somebody’s. */
const openSession = async (): Promise<{ signedIn: SignedIn; read: () => Promise<unknown>; forget: () => void }> => {
  const { database, identity } = gateway
  const login = { issuer: 'https://issuer.test', subject: newId() }
  const signedIn = await signIn(systemContext(database), login, identity.tokens)
  const { viewerOf, forget } = createAuthenticator(database, identity.tokens, 60)
  return { signedIn, forget, read: () => viewerOf(`Bearer ${signedIn.accessToken}`) }
}

test.runIf(canRace)('who is read while their sign-out is being committed is not remembered', async () => {
  const { signedIn, read, forget } = await openSession()
  const fromOutside = AsyncResource.bind(read)
  const ctx = contextMaker({ ...gateway, log: pino({ level: 'silent' }) })(visitor, null, 'request', forget)
  await inTransaction(ctx, async (tx) => {
    await signOut(tx, signedIn)
    await fromOutside()
  })
  await expect(read()).rejects.toThrow(AccessTokenRefusedError)
})

test('who was being read when something changed is not remembered', async () => {
  const { signedIn, read, forget } = await openSession()
  const reading = read()
  forget()
  await reading
  await signOut(systemContext(gateway.database), signedIn)
  await expect(read()).rejects.toThrow(AccessTokenRefusedError)
})

test('nobody is remembered past the time of their token', async () => {
  const tokens = await createTokens({ issuer: 'http://localhost', audience: 'http://localhost', accessSeconds: 1 })
  const { database } = gateway
  const { accessToken } = await signIn(
    systemContext(database),
    { issuer: 'https://issuer.test', subject: newId() },
    tokens,
  )
  const { viewerOf } = createAuthenticator(database, tokens, 60)
  await viewerOf(`Bearer ${accessToken}`)
  await database.db.session.updateMany({ data: { revokedAt: new Date() } })
  await new Promise((resolve) => setTimeout(resolve, 1_100))
  await expect(viewerOf(`Bearer ${accessToken}`)).rejects.toThrow(AccessTokenRefusedError)
})
