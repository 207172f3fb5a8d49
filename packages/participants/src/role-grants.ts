import { type Role, rawSql } from '@cahier/db'
import {
  type JoinedParticipant,
  keysetPage,
  type OrderKey,
  type Page,
  type PageArgs,
  participantColumns,
  requireRole,
} from '@cahier/kernel'
import type { ParticipantsReadContext } from './context'

/** A role that a participant was granted; their face comes with it (`participantOf(row, 'participant')`). */
export interface RoleGrant extends JoinedParticipant<'participant'> {
  role: Role
  grantedAt: string
  /** Orders the list: by role, then by participant. */
  key: string
}

export interface RoleGrantFilter {
  consultationId: string
  role?: Role | null | undefined
}

const KEY = rawSql<string>`("roleGrant"."role"::text || ' ' || "participant"."id"::text) COLLATE "C"`
const ORDER: readonly OrderKey<RoleGrant>[] = [{ column: 'key', direction: 'asc', type: 'text' }]

const selectGrants = ({ sql, viewer }: ParticipantsReadContext, { consultationId, role }: RoleGrantFilter) => {
  requireRole(viewer, consultationId, 'ORGANISER')
  const grants = sql
    .selectFrom('roleGrant')
    .innerJoin('participant', (join) =>
      join
        .onRef('participant.consultationId', '=', 'roleGrant.consultationId')
        .onRef('participant.personId', '=', 'roleGrant.personId'),
    )
    .select(['roleGrant.role', 'roleGrant.grantedAt', KEY.as('key')])
    .select(participantColumns('participant', 'participant'))
    .where('roleGrant.consultationId', '=', consultationId)
  return role ? grants.where('roleGrant.role', '=', role) : grants
}

/** How many roles were granted in the consultation, for organisers. @throws NotAuthenticatedError, NotAllowedError */
export const countRoleGrants = async (ctx: ParticipantsReadContext, filter: RoleGrantFilter): Promise<number> => {
  const count = selectGrants(ctx, filter).clearSelect().select(rawSql<number>`count(*)::int`.as('count'))
  return (await count.executeTakeFirstOrThrow()).count
}

/** A page of who holds which role in a consultation, by role; for organisers. @throws NotAuthenticatedError, NotAllowedError, ValidationError */
export const listRoleGrants = async (
  ctx: ParticipantsReadContext,
  filter: RoleGrantFilter,
  page: PageArgs = {},
): Promise<Page<RoleGrant>> =>
  keysetPage(selectGrants(ctx, filter), page, {
    list: `roleGrants:${JSON.stringify(filter)}`,
    order: ORDER,
    column: () => KEY,
    countAll: () => countRoleGrants(ctx, filter),
  })
