import { rawSql } from '@cahier/db'
import {
  found,
  type JoinedParticipant,
  keysetPage,
  type OrderKey,
  type Page,
  type PageArgs,
  participantColumns,
  requireRole,
} from '@cahier/kernel'
import type { ParticipantsReadContext } from './context'

/** A participant who speaks for an organisation, or asks to; their face comes with it (`participantOf(row, 'participant')`). */
export interface Membership extends JoinedParticipant<'participant'> {
  organisationId: string
  /** When an organiser confirmed it; null while it is asked for. */
  confirmedAt: string | null
  /** Orders the list: by organisation, then by participant. */
  key: string
}

export interface MembershipFilter {
  consultationId: string
  organisationId?: string | null | undefined
  /** True: those confirmed; false: those asked for; left out: both. */
  isConfirmed?: boolean | null | undefined
}

const KEY = rawSql<string>`("membership"."organisationId"::text || ' ' || "membership"."participantId"::text) COLLATE "C"`
const ORDER: readonly OrderKey<Membership>[] = [{ column: 'key', direction: 'asc', type: 'text' }]

const selectMemberships = ({ sql }: ParticipantsReadContext) =>
  sql
    .selectFrom('membership')
    .innerJoin('participant', 'participant.id', 'membership.participantId')
    .select(['membership.organisationId', 'membership.confirmedAt', KEY.as('key')])
    .select(participantColumns('participant', 'participant'))

const filtered = (ctx: ParticipantsReadContext, filter: MembershipFilter) => {
  requireRole(ctx.viewer, filter.consultationId, 'ORGANISER')
  const { organisationId, isConfirmed } = filter
  let kept = selectMemberships(ctx).where('participant.consultationId', '=', filter.consultationId)
  if (organisationId) kept = kept.where('membership.organisationId', '=', organisationId)
  if (typeof isConfirmed !== 'boolean') return kept
  return kept.where('membership.confirmedAt', isConfirmed ? 'is not' : 'is', null)
}

/** @throws NotFoundError */
export const requireMembership = async (
  ctx: ParticipantsReadContext,
  organisationId: string,
  participantId: string,
): Promise<Membership> => {
  const membership = selectMemberships(ctx)
    .where('membership.organisationId', '=', organisationId)
    .where('membership.participantId', '=', participantId)
  return found(await membership.executeTakeFirst(), 'Membership', participantId)
}

/**
 * The memberships of each participant, ten at most each, in the order asked: those confirmed, and of the viewer's own those asked for too. One
 * statement.
 */
export const listMembershipsOf = async (
  ctx: ParticipantsReadContext,
  participantIds: readonly string[],
): Promise<Membership[][]> => {
  const own = ctx.viewer.kind === 'person' ? [...ctx.viewer.participants.values()] : []
  const rows = await selectMemberships(ctx)
    .where('membership.participantId', '=', rawSql<string>`ANY(${participantIds}::uuid[])`)
    .where(
      rawSql<boolean>`("membership"."confirmedAt" IS NOT NULL OR "membership"."participantId" = ANY(${own}::uuid[]))`,
    )
    .orderBy('key')
    .execute()
  return participantIds.map((id) => rows.filter(({ participantId }) => participantId === id))
}

/** How many memberships the filter keeps, for organisers. @throws NotAuthenticatedError, NotAllowedError */
export const countMemberships = async (ctx: ParticipantsReadContext, filter: MembershipFilter): Promise<number> => {
  const count = filtered(ctx, filter).clearSelect().select(rawSql<number>`count(*)::int`.as('count'))
  return (await count.executeTakeFirstOrThrow()).count
}

/** A page of memberships, asked for and confirmed, by organisation; for organisers. @throws NotAuthenticatedError, NotAllowedError, ValidationError */
export const listMemberships = async (
  ctx: ParticipantsReadContext,
  filter: MembershipFilter,
  page: PageArgs = {},
): Promise<Page<Membership>> =>
  keysetPage(filtered(ctx, filter), page, {
    list: `memberships:${JSON.stringify(filter)}`,
    order: ORDER,
    column: () => KEY,
    countAll: () => countMemberships(ctx, filter),
  })
