import { inTransaction } from '@cahier/db'
import { ConflictError, found, isId, refuseArchived, requireRole } from '@cahier/kernel'
import { type Consultation, selectConsultations } from './consultation'
import type { ConsultationsContext } from './context'
import { requireConsultation } from './get'

/** Whom a change is for, and the version that it started from. */
export interface ConsultationChange {
  id: string
  version: number
}

type ConsultationData = Parameters<ConsultationsContext['db']['consultation']['update']>[0]['data']

/**
 * The consultation, held in the transaction: UPDATE lets nobody else change it, SHARE lets nobody archive it.
 * @throws NotFoundError, NotAllowedError, NotAuthenticatedError for who is not an organiser
 */
const hold = async (tx: ConsultationsContext, id: string, strength: 'UPDATE' | 'SHARE'): Promise<Consultation> => {
  const query = selectConsultations(tx).where('id', '=', isId(id) ? id : null)
  const row = await (strength === 'SHARE' ? query.forShare() : query.forNoKeyUpdate()).executeTakeFirst()
  const consultation = found(row, 'Consultation', id)
  requireRole(tx.viewer, id, 'ORGANISER')
  return consultation
}

/** @throws ConflictError STALE_VERSION, with the present version */
export const requireVersion = (row: { version: number }, version: number): void => {
  if (row.version !== version) throw new ConflictError('STALE_VERSION', { version: row.version })
}

/** Makes sure, until the transaction ends, that an organiser changes a consultation which is not archived. */
export const requireChangeable = async (tx: ConsultationsContext, id: string): Promise<void> =>
  refuseArchived((await hold(tx, id, 'SHARE')).status)

/**
 * Changes a consultation under its version, for organisers: `dataOf` says what to write, `type` tells of it.
 * @throws NotFoundError, NotAllowedError, NotAuthenticatedError, ConflictError when the version is not the present one
 */
export const changeConsultation = (
  ctx: ConsultationsContext,
  { id, version }: ConsultationChange,
  type: string,
  dataOf: (consultation: Consultation) => ConsultationData,
): Promise<Consultation> =>
  inTransaction(ctx, async (tx) => {
    const consultation = await hold(tx, id, 'UPDATE')
    requireVersion(consultation, version)
    const data = { ...dataOf(consultation), version: { increment: 1 } }
    await tx.db.consultation.update({ where: { id }, data, select: { id: true } })
    await tx.outbox.record(tx, { type, consultationId: id, subjectType: 'Consultation', subjectId: id })
    return requireConsultation(tx, id)
  })
