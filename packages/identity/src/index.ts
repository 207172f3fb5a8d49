export type { IdentityContext, IdentityReadContext, IdentityTables } from './context'
export { DEVELOPMENT_ISSUER, type DevelopmentOptions, type DevelopmentRole, developmentTokens } from './development'
export {
  type AccessTokenRefusal,
  AccessTokenRefusedError,
  type LoginRefusal,
  LoginRefusedError,
  type RefreshRefusal,
  SessionEndedError,
} from './errors'
export type { Login } from './login-claims'
export {
  createLoginVerifier,
  type LoginAlgorithm,
  type LoginIssuer,
  type LoginProof,
  type LoginVerifier,
} from './login-verifier'
export { refreshSession } from './refresh'
export { isSessionLive, loadSessionViewer, loadViewer } from './session-viewer'
export { type SignedIn, signIn } from './sign-in'
export { revokeSessions, signOut } from './sign-out'
export { generateSigningKey } from './signing-keys'
export { type AccessClaims, type AccessSubject, createTokens, type Tokens, type TokensOptions } from './tokens'
