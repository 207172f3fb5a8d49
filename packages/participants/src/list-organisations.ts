import { type ActorKind, rawSql } from '@cahier/db'
import { keysetPage, type OrderKey, type Page, type PageArgs } from '@cahier/kernel'
import type { ParticipantsReadContext } from './context'
import { type Organisation, selectOrganisations } from './organisation'

/** Which organisations to keep: those that meet all that is said. */
export interface OrganisationFilter {
  actorKind?: readonly ActorKind[] | null | undefined
  isVerified?: boolean | null | undefined
}

const ORDER: readonly OrderKey<Organisation>[] = [{ column: 'slug', direction: 'asc', type: 'text' }]

const filtered = (ctx: ParticipantsReadContext, { actorKind, isVerified }: OrganisationFilter) => {
  let kept = selectOrganisations(ctx)
  if (actorKind) kept = kept.where('actorKind', '=', rawSql<ActorKind>`ANY(${actorKind}::text[]::"ActorKind"[])`)
  return typeof isVerified === 'boolean' ? kept.where('verifiedAt', isVerified ? 'is not' : 'is', null) : kept
}

/** How many organisations the filter keeps. */
export const countOrganisations = async (
  ctx: ParticipantsReadContext,
  filter: OrganisationFilter = {},
): Promise<number> => {
  const count = filtered(ctx, filter).clearSelect().select(rawSql<number>`count(*)::int`.as('count'))
  return (await count.executeTakeFirstOrThrow()).count
}

/** A page of organisations, by their name in addresses. @throws ValidationError for a page that cannot be */
export const listOrganisations = (
  ctx: ParticipantsReadContext,
  filter: OrganisationFilter = {},
  page: PageArgs = {},
): Promise<Page<Organisation>> =>
  keysetPage(filtered(ctx, filter), page, {
    list: `organisations:${JSON.stringify([filter.actorKind, filter.isVerified])}`,
    order: ORDER,
    // The same order whatever the database's collation.
    column: () => rawSql`"slug" COLLATE "C"`,
    countAll: () => countOrganisations(ctx, filter),
  })
