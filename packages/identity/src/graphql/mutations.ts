import { addMutation } from '@cahier/graphql'
import { ValidationError } from '@cahier/kernel'
import { LoginRefusedError, refreshSession, SessionEndedError, signIn, signOut } from '../index'

const REFRESH_TOKEN = 'The refresh token, as the last answer gave it.'

const SESSION = {
  accessToken: {
    type: 'String',
    description: 'Goes with each request, as `Authorization: Bearer …`; refused at once when the session ends.',
  },
  refreshToken: { type: 'String', description: 'For `refreshSession`, once: keep it where no script reads it.' },
  expiresIn: { type: 'Int', description: 'Seconds until the access token expires.' },
} as const

addMutation('signIn', {
  description: 'Opens a session for who signed in at an identity issuer that the platform trusts. For anybody.',
  isSecret: true,
  input: (t) => ({
    idToken: t.string({ required: true, description: 'The id_token that the issuer gave, 10 minutes old at most.' }),
    userinfo: t.string({
      required: true,
      description: 'What the issuer answered at its userinfo address, as the JWT that it signed (`application/jwt`).',
    }),
    nonce: t.string({
      required: true,
      description: 'The nonce that was sent to the issuer: random, 16 characters at least, used once.',
    }),
  }),
  errors: [LoginRefusedError, ValidationError],
  payload: SESSION,
  act: async (context, input) => {
    const { verifier, tokens } = context.identity
    return { ...(await signIn(context, await verifier.verify(input), tokens)) }
  },
})

addMutation('refreshSession', {
  description:
    'Goes on with a session: gives another access token, and the refresh token that replaces this one. One that was used already ends the session, so refresh from one place at a time.',
  isSecret: true,
  input: (t) => ({ refreshToken: t.string({ required: true, description: REFRESH_TOKEN }) }),
  errors: [SessionEndedError, ValidationError],
  payload: SESSION,
  act: async (context, { refreshToken }) => ({
    ...(await refreshSession(context, refreshToken, context.identity.tokens)),
  }),
})

addMutation('signOut', {
  description: 'Ends a session: its access tokens are refused at once. Doing it again changes nothing.',
  isSecret: true,
  input: (t) => ({ refreshToken: t.string({ required: true, description: REFRESH_TOKEN }) }),
  errors: [ValidationError],
  payload: {
    wasSignedIn: {
      type: 'Boolean',
      description: 'Whether this ended the session; false when nothing was left to end.',
    },
  },
  act: async (context, { refreshToken }) => ({ wasSignedIn: await signOut(context, { refreshToken }) }),
})
