import './messages'
import { builder, refusal, say, UserError } from '@cahier/graphql'
import {
  AccessTokenRefusedError,
  type LoginRefusal,
  LoginRefusedError,
  type RefreshRefusal,
  SessionEndedError,
} from '../index'

const LoginRefusalReason = builder.enumType('LoginRefusalReason', {
  description: 'Why a login is refused.',
  values: {
    MALFORMED: { description: 'One of the two JWTs is not one, is over 16 KiB, or asks for something unknown.' },
    UNKNOWN_ISSUER: { description: 'The platform trusts no issuer of this name.' },
    UNTRUSTED_SIGNATURE: { description: 'It is unsigned, or signed by a key or an algorithm that is not trusted.' },
    WRONG_CLAIMS: { description: 'It is for another client, of another type, not valid yet, or lacks a claim.' },
    EXPIRED: { description: 'It is past its time, or over 10 minutes old: sign in again.' },
    WRONG_NONCE: { description: 'Its nonce is not the one given, or that one is under 16 characters.' },
    WRONG_SUBJECT: { description: 'The id_token and the userinfo are about two people.' },
    REPLAYED: { description: 'It already opened a session, which has ended for safety: sign in again.' },
    ISSUER_UNAVAILABLE: { description: 'The issuer’s keys cannot be fetched: try again in a moment.' },
    ACCOUNT_ERASED: { description: 'The account of this person was erased.' },
  } satisfies Record<LoginRefusal, { description: string }>,
})

refusal(LoginRefusedError, {
  code: 'LOGIN_REFUSED',
  description: 'What the identity issuer is said to have signed does not prove who signs in.',
  message: ({ reason }, locale) => say(locale, `loginRefused.${reason}`),
  extensions: ({ reason }) => ({ reason }),
})
builder.objectType(LoginRefusedError, {
  name: 'LoginRefusedError',
  description: 'What the identity issuer is said to have signed does not prove who signs in; nobody is signed in.',
  interfaces: [UserError],
  fields: (t) => ({ reason: t.expose('reason', { type: LoginRefusalReason, description: 'Why, for programs.' }) }),
})

const SessionEndReason = builder.enumType('SessionEndReason', {
  description: 'Why a refresh token opens nothing.',
  values: {
    UNKNOWN: { description: 'It is nobody’s refresh token.' },
    EXPIRED: { description: 'The session is past its time.' },
    REVOKED: { description: 'The session was ended: signed out, or ended by an administrator.' },
    REUSED: { description: 'The token was used before, so that somebody may have stolen it: its session has ended.' },
  } satisfies Record<RefreshRefusal, { description: string }>,
})

refusal(SessionEndedError, {
  code: 'SESSION_ENDED',
  description: 'The refresh token opens nothing: sign in again.',
  message: ({ reason }, locale) => say(locale, `sessionEnded.${reason}`),
  extensions: ({ reason }) => ({ reason }),
})
builder.objectType(SessionEndedError, {
  name: 'SessionEndedError',
  description: 'The refresh token opens nothing: sign in again.',
  interfaces: [UserError],
  fields: (t) => ({ reason: t.expose('reason', { type: SessionEndReason, description: 'Why, for programs.' }) }),
})

refusal(AccessTokenRefusedError, {
  code: 'ACCESS_TOKEN_REFUSED',
  description: 'The access token does not prove who asks; only ever at the top level of a response.',
  message: ({ reason }, locale) => say(locale, `accessTokenRefused.${reason}`),
  extensions: ({ reason }) => ({ reason }),
})
