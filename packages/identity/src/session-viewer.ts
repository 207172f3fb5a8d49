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

/** What a viewer is made of, of each person selected. */
const facts = ['person.isAdministrator', grants.as('grants'), participations.as('participations')] as const

interface PersonRow {
  isAdministrator: boolean
  grants: string[]
  participations: string[]
}

/** Who joined a consultation is a PARTICIPANT there. */
const toViewer = (personId: string, row: PersonRow | undefined): PersonViewer | null => {
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

/** The person of a live session, with what they are in each consultation; null once it ended. One statement, for every request. */
export const loadSessionViewer = async (
  ctx: IdentityReadContext,
  { personId, sessionId }: AccessSubject,
): Promise<PersonViewer | null> => {
  if (!isId(personId) || !isId(sessionId)) return null
  const person = live(ctx, sessionId).where('person.id', '=', personId).select(facts)
  return toViewer(personId, await person.executeTakeFirst())
}

/** A person with what they are in each consultation, for the platform to act as them; null for an erased or unknown one. */
export const loadViewer = async (ctx: IdentityReadContext, personId: string): Promise<PersonViewer | null> => {
  if (!isId(personId)) return null
  const person = ctx.sql.selectFrom('person').where('id', '=', personId).where('erasedAt', 'is', null).select(facts)
  return toViewer(personId, await person.executeTakeFirst())
}
