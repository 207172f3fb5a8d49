import { type Role, rawSql } from '@cahier/db'
import { isId, type PersonViewer } from '@cahier/kernel'
import type { IdentityReadContext } from './context'
import type { AccessSubject } from './tokens'

const live = ({ sql, clock }: IdentityReadContext, sessionId: string) =>
  sql
    .selectFrom('session')
    .innerJoin('person', 'person.id', 'session.personId')
    .where('session.id', '=', sessionId)
    .where('session.revokedAt', 'is', null)
    .where('session.expiresAt', '>', clock().toISOString())
    .where('person.erasedAt', 'is', null)

/** Whether the session goes on: neither ended nor expired, its person not erased. */
export const isSessionLive = async (ctx: IdentityReadContext, sessionId: string): Promise<boolean> =>
  isId(sessionId) && (await live(ctx, sessionId).select('session.id').executeTakeFirst()) !== undefined

const grants = rawSql<string[]>`ARRAY(SELECT "consultationId" || ' ' || "role"::text FROM "roleGrant"
  WHERE "roleGrant"."personId" = "person"."id")`

// Through the consultations, few, so that the index on (consultation, person) answers; LIMIT keeps the planner on it.
const participations = rawSql<string[]>`ARRAY(SELECT "consultation"."id" || ' ' || "joined"."id" FROM "consultation"
  CROSS JOIN LATERAL (SELECT "id" FROM "participant" WHERE "participant"."consultationId" = "consultation"."id"
    AND "participant"."personId" = "person"."id" LIMIT 1) "joined")`

const pairs = <Value extends string>(texts: string[]): [string, Value][] =>
  // The statement above writes both halves.
  texts.map((text) => text.split(' ') as [string, Value])

const rolesOf = (granted: [string, Role][]): Map<string, Set<Role>> => {
  const roles = new Map<string, Set<Role>>()
  for (const [consultationId, role] of granted) {
    roles.set(consultationId, (roles.get(consultationId) ?? new Set()).add(role))
  }
  return roles
}

/**
 * The person of a live session, with what they are in each consultation; null once the session ended. Who joined a consultation is a
 * PARTICIPANT there. One statement, for every request.
 */
export const loadSessionViewer = async (
  ctx: IdentityReadContext,
  { personId, sessionId }: AccessSubject,
): Promise<PersonViewer | null> => {
  if (!isId(personId) || !isId(sessionId)) return null
  const row = await live(ctx, sessionId)
    .where('person.id', '=', personId)
    .select(['person.isAdministrator', grants.as('grants'), participations.as('participations')])
    .executeTakeFirst()
  if (!row) return null
  const participants = pairs(row.participations)
  const joined = participants.map(([consultationId]): [string, Role] => [consultationId, 'PARTICIPANT'])
  return {
    kind: 'person',
    personId,
    isAdministrator: row.isAdministrator,
    roles: rolesOf([...pairs<Role>(row.grants), ...joined]),
    participants: new Map(participants),
  }
}
