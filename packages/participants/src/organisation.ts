import { type ActorKind, type Origin, rawSql } from '@cahier/db'
import { found, isId } from '@cahier/kernel'
import type { SelectQueryBuilder } from 'kysely'
import type { ParticipantsReadContext, ParticipantsTables } from './context'

/** An association, a local authority, a company, a rectorat…: one on the whole platform, in every consultation. */
export interface Organisation {
  id: string
  /** Its name in addresses, unique on the platform. */
  slug: string
  name: string
  actorKind: ActorKind
  /** When somebody in charge checked that it is who it says; null until then. */
  verifiedAt: string | null
  origin: Origin
  version: number
  createdAt: string
}

const SLUG = /^[a-z0-9-]{1,80}$/

/** All organisations, for a caller to filter and order: they are public. */
export const selectOrganisations = ({
  sql,
}: ParticipantsReadContext): SelectQueryBuilder<ParticipantsTables, 'organisation', Organisation> =>
  sql
    .selectFrom('organisation')
    .select(['organisation.id', 'slug', 'name', 'actorKind', 'verifiedAt', 'origin', 'version', 'createdAt'])

/** The organisations of these ids, in the order asked; null for what does not exist. One statement. */
export const getOrganisations = async (
  ctx: ParticipantsReadContext,
  ids: readonly string[],
): Promise<(Organisation | null)[]> => {
  const rows = await selectOrganisations(ctx)
    .where('organisation.id', '=', rawSql<string>`ANY(${ids.filter(isId)}::uuid[])`)
    .execute()
  const byId = new Map(rows.map((organisation) => [organisation.id, organisation]))
  return ids.map((id) => byId.get(id) ?? null)
}

/** @throws NotFoundError */
export const requireOrganisation = async (ctx: ParticipantsReadContext, id: string): Promise<Organisation> =>
  found((await getOrganisations(ctx, [id]))[0], 'Organisation', id)

/** The organisation of this name in addresses, or null. */
export const getOrganisationBySlug = async (
  ctx: ParticipantsReadContext,
  slug: string,
): Promise<Organisation | null> => {
  if (!SLUG.test(slug)) return null
  return (await selectOrganisations(ctx).where('slug', '=', slug).executeTakeFirst()) ?? null
}
