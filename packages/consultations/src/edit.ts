import { refuseArchived, validate } from '@cahier/kernel'
import { type ConsultationChange, changeConsultation } from './change'
import type { Consultation } from './consultation'
import type { ConsultationsContext } from './context'
import { type ConsultationEdit, consultationEdit } from './rules'

/**
 * Edits what a consultation says of itself; what is left out stays, and a null source is none. For organisers.
 * @throws ValidationError, NotFoundError, NotAllowedError, ConflictError from a stale version or an archived consultation
 */
export const editConsultation = async (
  ctx: ConsultationsContext,
  { id, version, ...input }: ConsultationChange & ConsultationEdit,
): Promise<Consultation> => {
  const data = validate(consultationEdit, input)
  return changeConsultation(ctx, { id, version }, 'consultation.edited', (consultation) => {
    refuseArchived(consultation.status)
    return data
  })
}
