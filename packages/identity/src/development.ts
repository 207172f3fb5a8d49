import { inTransaction, type Role } from '@cahier/db'
import { newId, requireAdministrator } from '@cahier/kernel'
import type { IdentityContext } from './context'
import { tellOf } from './sessions'
import { DEVELOPMENT_SECONDS, type Tokens } from './tokens'

/** The issuer of the synthetic persons; no login verifier trusts it. */
export const DEVELOPMENT_ISSUER = 'urn:cahier:development'

/** What a synthetic person is. */
export type DevelopmentRole = Role | 'ADMINISTRATOR'

const ROLES = ['PARTICIPANT', 'FACILITATOR', 'MODERATOR', 'ANALYST', 'ORGANISER', 'ADMINISTRATOR'] as const
// Never the hash of a token: these sessions are not refreshed.
const MARK = 'development:'

export interface DevelopmentOptions {
  consultationId: string
  /** Makes the person what the role says, in that consultation; called at each run, so it is idempotent. */
  enrol: (personId: string, role: DevelopmentRole) => Promise<unknown>
}

const syntheticPerson = async (ctx: IdentityContext, subject: string): Promise<string> => {
  const person = { issuer: DEVELOPMENT_ISSUER, subject }
  const { id } = await ctx.db.person.upsert({
    where: { issuer_subject: person },
    create: { ...person, id: newId() },
    update: {},
    select: { id: true },
  })
  return id
}

/** The synthetic person's session that goes on, for 30 days more; a new one when there is none. */
const developmentSession = (ctx: IdentityContext, personId: string): Promise<string> =>
  inTransaction(ctx, async (tx) => {
    const expiresAt = new Date(tx.clock().getTime() + DEVELOPMENT_SECONDS * 1000)
    const live = { personId, revokedAt: null, refreshHash: { startsWith: MARK } }
    const [prolonged] = await tx.db.session.updateManyAndReturn({
      where: live,
      data: { expiresAt },
      select: { id: true },
    })
    if (prolonged) return prolonged.id
    const id = newId()
    await tx.db.session.create({ data: { id, personId, expiresAt, refreshHash: `${MARK}${id}` }, select: { id: true } })
    await tellOf(tx, 'session.started', id)
    return id
  })

/**
 * An access token of 30 days for each role, held by synthetic persons of the consultation (one administrator for all); running it again finds the
 * same persons and sessions. For the platform itself and administrators.
 * @throws NotAuthenticatedError, NotAllowedError, Error when the tokens do not accept development
 */
export const developmentTokens = async (
  ctx: IdentityContext,
  tokens: Tokens,
  { consultationId, enrol }: DevelopmentOptions,
): Promise<Record<DevelopmentRole, string>> => {
  requireAdministrator(ctx.viewer)
  if (!tokens.acceptDevelopment) throw new Error('Development tokens are not accepted here')
  const issued = new Map<DevelopmentRole, string>()
  for (const role of ROLES) {
    const subject = role === 'ADMINISTRATOR' ? 'administrator' : `${consultationId}/${role.toLowerCase()}`
    const personId = await syntheticPerson(ctx, subject)
    await enrol(personId, role)
    const sessionId = await developmentSession(ctx, personId)
    issued.set(role, await tokens.issueDevelopmentToken({ personId, sessionId }))
  }
  // One for each of ROLES.
  return Object.fromEntries(issued) as Record<DevelopmentRole, string>
}
