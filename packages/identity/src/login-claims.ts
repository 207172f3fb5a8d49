import { line } from '@cahier/kernel'
import type { JWTPayload } from 'jose'
import { z } from 'zod'

/** Who an issuer says that signs in, and nothing else of what it says. */
export interface Login {
  issuer: string
  subject: string
  email?: string | undefined
  realName?: string | undefined
  /** Names this very login, so that it opens one session; left out, it may open several. */
  proof?: string | undefined
}

const email = z.email().max(254)
const name = line(200)

const kept = <Value>(rule: z.ZodType<Value>, value: unknown): Value | undefined => rule.safeParse(value).data

/** The e-mail (unless the issuer says that it is not verified) and the name; what is not well formed is left out. */
export const contactOf = (claims: JWTPayload): Pick<Login, 'email' | 'realName'> => {
  const { given_name: given, usual_name: usual, family_name: family } = claims
  const parts = [given, usual ?? family].filter((part) => typeof part === 'string')
  return {
    email: claims.email_verified === false ? undefined : kept(email, claims.email),
    realName: kept(name, parts.length > 0 ? parts.join(' ') : claims.name),
  }
}
