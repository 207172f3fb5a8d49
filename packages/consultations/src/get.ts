import { rawSql } from '@cahier/db'
import { found, isId } from '@cahier/kernel'
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
  slug: string,
): Promise<Consultation | null> =>
  // PostgreSQL takes no NUL in a text, and no address has one.
  slug.includes('\0') ? null : ((await selectConsultations(ctx).where('slug', '=', slug).executeTakeFirst()) ?? null)
