import type { ConsultationStatus, Tables } from '@cahier/db'
import type { Kysely } from 'kysely'
import { ConflictError } from './errors'

/** @throws ConflictError STATE, since what is archived is kept as it was */
export const refuseArchived = (status: ConsultationStatus): void => {
  if (status === 'ARCHIVED') throw new ConflictError('STATE', { status })
}

/**
 * Makes sure, until the transaction ends, that the consultation is not archived: what is archived is kept as it was. Its row is held FOR SHARE,
 * so that nobody archives it before the act is committed.
 * @throws ConflictError STATE
 */
export const requireNotArchived = async (
  tx: { sql: Kysely<Pick<Tables, 'consultation'>> },
  consultationId: string,
): Promise<void> => {
  const consultation = await tx.sql
    .selectFrom('consultation')
    .select('status')
    .where('id', '=', consultationId)
    .forShare()
    .executeTakeFirst()
  if (consultation) refuseArchived(consultation.status)
}
