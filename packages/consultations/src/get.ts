import { rawSql } from '@cahier/db'
import { found, isId, slug } from '@cahier/kernel'
import { type Consultation, selectConsultations } from './consultation'
import type { ConsultationsReadContext } from './context'

/** The consultations of these ids, in the order asked; null for what does not exist or may not be seen. One statement. */
export const getConsultations = async (
  ctx: ConsultationsReadContext,
  ids: readonly string[],
): Promise<(Consultation | null)[]> => {
  const rows = await selectConsultations(ctx)
    .where('id', '=', rawSql<string>`ANY(${ids.filter(isId)}::uuid[])`)
    .execute()
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.map((id) => byId.get(id) ?? null)
}

/** The consultation of this id, or null. */
export const getConsultation = async (ctx: ConsultationsReadContext, id: string): Promise<Consultation | null> =>
  (await getConsultations(ctx, [id]))[0] ?? null

/** @throws NotFoundError */
export const requireConsultation = async (ctx: ConsultationsReadContext, id: string): Promise<Consultation> =>
  found(await getConsultation(ctx, id), 'Consultation', id)

/** The consultation of this address, or null. */
export const getConsultationBySlug = async (
  ctx: ConsultationsReadContext,
  address: string,
): Promise<Consultation | null> =>
  // Nothing has an address of another form, and the database takes no NUL.
  slug.safeParse(address).success
    ? ((await selectConsultations(ctx).where('slug', '=', address).executeTakeFirst()) ?? null)
    : null
