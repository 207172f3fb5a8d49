import { type ActorKind, rawSql } from '@cahier/db'
import { keysetPage, type OrderKey, type Page, type PageArgs, type Participant, requireRole } from '@cahier/kernel'
import type { ParticipantsReadContext } from './context'
import { inTerritory, selectParticipants } from './participant'

/** Which participants to keep: those that meet all that is said. */
export interface ParticipantFilter {
  consultationId: string
  actorKind?: readonly ActorKind[] | null | undefined
  /** In this territory or under it. */
  territoryId?: string | null | undefined
  /** Whose membership of this organisation is confirmed. */
  organisationId?: string | null | undefined
}

// Ids sort by creation, and the index on (consultation, id) answers.
const ORDER: readonly OrderKey<Participant>[] = [{ column: 'id', direction: 'desc', type: 'uuid' }]

const filtered = (ctx: ParticipantsReadContext, filter: ParticipantFilter) => {
  const { consultationId, actorKind, territoryId, organisationId } = filter
  // Participants are protected figures: even a count of them is for staff.
  requireRole(ctx.viewer, consultationId, 'FACILITATOR', 'MODERATOR', 'ANALYST', 'ORGANISER')
  let kept = selectParticipants(ctx).where('consultationId', '=', consultationId)
  if (actorKind) kept = kept.where('actorKind', '=', rawSql<ActorKind>`ANY(${actorKind}::text[]::"ActorKind"[])`)
  if (territoryId) kept = kept.where(inTerritory('participant.territoryId', territoryId))
  if (!organisationId) return kept
  return kept.where(({ exists, selectFrom }) =>
    exists(
      selectFrom('membership')
        .select('participantId')
        .where('organisationId', '=', organisationId)
        .whereRef('participantId', '=', 'participant.id')
        .where('confirmedAt', 'is not', null),
    ),
  )
}

/** How many participants the filter keeps; for staff. @throws NotAuthenticatedError, NotAllowedError */
export const countParticipants = async (ctx: ParticipantsReadContext, filter: ParticipantFilter): Promise<number> => {
  const count = filtered(ctx, filter).clearSelect().select(rawSql<number>`count(*)::int`.as('count'))
  return (await count.executeTakeFirstOrThrow()).count
}

/** A page of participants, the latest first; for staff. @throws NotAuthenticatedError, NotAllowedError, ValidationError */
export const listParticipants = async (
  ctx: ParticipantsReadContext,
  filter: ParticipantFilter,
  page: PageArgs = {},
): Promise<Page<Participant>> =>
  keysetPage(filtered(ctx, filter), page, {
    list: `participants:${JSON.stringify(filter)}`,
    order: ORDER,
    column: (name) => rawSql.ref(`participant.${name}`),
    countAll: () => countParticipants(ctx, filter),
  })
