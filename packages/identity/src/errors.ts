/** Why a login is refused. */
export type LoginRefusal =
  | 'MALFORMED'
  | 'UNKNOWN_ISSUER'
  | 'UNTRUSTED_SIGNATURE'
  | 'WRONG_CLAIMS'
  | 'EXPIRED'
  | 'WRONG_NONCE'
  | 'WRONG_SUBJECT'
  | 'REPLAYED'
  | 'ISSUER_UNAVAILABLE'
  | 'ACCOUNT_ERASED'

/** What an issuer is said to have signed does not prove who signs in. It never holds the token, nor what the token says. */
export class LoginRefusedError extends Error {
  override readonly name = 'LoginRefusedError'
  constructor(readonly reason: LoginRefusal) {
    super(reason)
  }
}

/** Why an access token is refused: it was good and is past its time, or it never was. */
export type AccessTokenRefusal = 'EXPIRED' | 'INVALID'

/** The access token does not prove who asks. */
export class AccessTokenRefusedError extends Error {
  override readonly name = 'AccessTokenRefusedError'
  constructor(readonly reason: AccessTokenRefusal) {
    super(reason)
  }
}

/** Why a refresh token is refused. */
export type RefreshRefusal = 'UNKNOWN' | 'EXPIRED' | 'REVOKED' | 'REUSED'

/** The refresh token opens nothing: sign in again. */
export class SessionEndedError extends Error {
  override readonly name = 'SessionEndedError'
  constructor(readonly reason: RefreshRefusal) {
    super(reason)
  }
}
