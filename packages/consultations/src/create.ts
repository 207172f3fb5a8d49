import { inTransaction, isUniqueViolation } from '@cahier/db'
import { newId, refuse, requireAdministrator, validate } from '@cahier/kernel'
import type { Consultation } from './consultation'
import type { ConsultationsContext } from './context'
import { requireConsultation } from './get'
import { type ConsultationFields, consultationFields } from './rules'

/** The only unique constraints that a caller's values can break are those of the slugs. */
export const refuseTakenSlug = (error: unknown): never => {
  if (isUniqueViolation(error)) refuse('slug', 'taken')
  throw error
}

/**
 * Creates a consultation, as a draft that its staff alone sees. For administrators.
 * @throws ValidationError, NotAllowedError, NotAuthenticatedError
 */
export const createConsultation = async (
  ctx: ConsultationsContext,
  input: ConsultationFields,
): Promise<Consultation> => {
  requireAdministrator(ctx.viewer)
  const { source = null, ...fields } = validate(consultationFields, input)
  const id = newId()
  return inTransaction(ctx, async (tx) => {
    await tx.db.consultation.create({ data: { ...fields, source, id }, select: { id: true } })
    await tx.outbox.record(tx, {
      type: 'consultation.created',
      consultationId: id,
      subjectType: 'Consultation',
      subjectId: id,
    })
    return requireConsultation(tx, id)
  }).catch(refuseTakenSlug)
}
