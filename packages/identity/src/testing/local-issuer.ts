import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, importJWK, type JWK, type JWTHeaderParameters, SignJWT } from 'jose'
import Provider, { type Configuration } from 'oidc-provider'
import * as client from 'openid-client'
import type { LoginProof } from '../index'

export const CLIENT_ID = 'cahier-test'
const REDIRECT = 'http://127.0.0.1/callback'

/** A new ES256 private key, as an issuer keeps it. */
export const newKey = async (kid: string, alg = 'ES256'): Promise<JWK> => {
  const { privateKey } = await generateKeyPair(alg, { extractable: true })
  return { ...(await exportJWK(privateKey)), kid, alg, use: 'sig' }
}

const configurationOf = (keys: JWK[]): Configuration => ({
  jwks: { keys: keys as NonNullable<Configuration['jwks']>['keys'] },
  clients: [
    {
      client_id: CLIENT_ID,
      application_type: 'native',
      token_endpoint_auth_method: 'none',
      redirect_uris: [REDIRECT],
      response_types: ['code'],
      grant_types: ['authorization_code'],
      id_token_signed_response_alg: 'ES256',
      userinfo_signed_response_alg: 'ES256',
    },
  ],
  claims: { openid: ['sub'], profile: ['given_name', 'usual_name'], email: ['email', 'email_verified'] },
  ttl: { Interaction: 60, Session: 60, Grant: 60, AccessToken: 3600, IdToken: 3600 },
  cookies: { keys: ['synthetic'] },
  features: { devInteractions: { enabled: false }, jwtUserinfo: { enabled: true } },
  interactions: { url: (_, { uid }) => `/interaction/${uid}` },
  findAccount: (_, sub) => ({
    accountId: sub,
    claims: () => ({
      sub,
      given_name: 'Personne',
      usual_name: 'Synthétique',
      email: `${sub}@exemple.test`,
      email_verified: true,
    }),
  }),
})

const finishInteraction = async (provider: Provider, subject: string, req: IncomingMessage, res: ServerResponse) => {
  const { prompt } = await provider.interactionDetails(req, res)
  if (prompt.name === 'login') {
    return provider.interactionFinished(req, res, { login: { accountId: subject } })
  }
  const grant = new provider.Grant({ accountId: subject, clientId: CLIENT_ID })
  grant.addOIDCScope('openid profile email')
  return provider.interactionFinished(req, res, { consent: { grantId: await grant.save() } })
}

const followTo = async (start: URL): Promise<URL> => {
  const cookies = new Map<string, string>()
  let url = start
  for (let step = 0; step < 10; step++) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(url, { redirect: 'manual', headers: { cookie } })
    for (const set of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(set) ?? []
      if (name) cookies.set(name, value ?? '')
    }
    const location = response.headers.get('location')
    if (!location) throw new Error(`The issuer answered ${response.status}: ${await response.text()}`)
    url = new URL(location, url)
    if (url.href.startsWith(REDIRECT)) return url
  }
  throw new Error('The issuer redirects without end')
}

/** The code flow with PKCE, as a front end does it. */
const logIn = async (issuer: string): Promise<LoginProof> => {
  const metadata = { id_token_signed_response_alg: 'ES256' }
  const config = await client.discovery(new URL(issuer), CLIENT_ID, metadata, client.None(), {
    execute: [client.allowInsecureRequests],
  })
  const pkceCodeVerifier = client.randomPKCECodeVerifier()
  const nonce = client.randomNonce()
  const state = client.randomState()
  const start = client.buildAuthorizationUrl(config, {
    redirect_uri: REDIRECT,
    scope: 'openid profile email',
    code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
    nonce,
    state,
  })
  const checks = { pkceCodeVerifier, expectedNonce: nonce, expectedState: state }
  const granted = await client.authorizationCodeGrant(config, await followTo(start), checks)
  const response = await fetch(String(config.serverMetadata().userinfo_endpoint), {
    headers: { authorization: `Bearer ${granted.access_token}` },
  })
  return { idToken: String(granted.id_token), userinfo: await response.text(), nonce }
}

/** A real OpenID Connect issuer on the loopback, and its private key for forging what it never signed. */
export interface LocalIssuer {
  issuer: string
  key: JWK
  /** How often its keys were asked for. */
  keyRequests(): number
  logIn(subject: string): Promise<LoginProof>
  /** Signs by another key from now on; the former one is no longer published. */
  rotate(): Promise<void>
  /** While down, it answers 503 to everything. */
  setDown(isDown: boolean): void
  sign(claims: Record<string, unknown>, header?: Partial<JWTHeaderParameters>): Promise<string>
  close(): Promise<void>
}

const listen = async (server: Server): Promise<string> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** Starts an issuer, with one person at a time in front of it. */
export const openLocalIssuer = async (): Promise<LocalIssuer> => {
  let provider: Provider | undefined
  let subject = ''
  let requests = 0
  let isDown = false
  let key = await newKey('first')

  const server = createServer((req, res) => {
    if (req.url === '/jwks') requests++
    if (isDown || !provider) res.writeHead(503).end()
    else if (req.url?.startsWith('/interaction/')) void finishInteraction(provider, subject, req, res)
    else void provider.callback()(req, res)
  })
  const issuer = await listen(server)
  provider = new Provider(issuer, configurationOf([key]))

  return {
    issuer,
    get key() {
      return key
    },
    keyRequests: () => requests,
    logIn: (person) => {
      subject = person
      return logIn(issuer)
    },
    rotate: async () => {
      key = await newKey('second')
      provider = new Provider(issuer, configurationOf([key]))
    },
    setDown: (value) => {
      isDown = value
    },
    sign: async (claims, header = {}) =>
      new SignJWT(claims)
        .setProtectedHeader({ alg: 'ES256', kid: String(key.kid), ...header })
        .sign(await importJWK(key, 'ES256')),
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
