import './errors'
import './mutations'
import type { LoginVerifier, Tokens } from '../index'

declare module '@cahier/graphql' {
  interface Context {
    /** How logins are verified, and how sessions are kept. */
    identity: { verifier: LoginVerifier; tokens: Tokens }
  }
}
