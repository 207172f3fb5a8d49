import { type ConsultationStatus, inTransaction, isUniqueViolation } from '@cahier/db'
import { ConflictError, newId, refuse, requireAdministrator, requireRole, validate } from '@cahier/kernel'
import type { Consultation } from './consultation'
import type { ConsultationsContext } from './context'
import { requireConsultation } from './get'
import { type ConsultationFields, consultationFields } from './rules'

/** Whom a change is for, and the version that it started from. */
export interface ConsultationChange {
  id: string
  version: number
}

type Data = Parameters<ConsultationsContext['db']['consultation']['updateMany']>[0]['data']

/** A unique violation is the one of the slug. */
export const orTaken = (error: unknown): never => {
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
    await tx.db.consultation.create({ data: { ...fields, source, id } })
    await tx.outbox.record(tx, {
      type: 'consultation.created',
      consultationId: id,
      subjectType: 'Consultation',
      subjectId: id,
    })
    return requireConsultation(tx, id)
  }).catch(orTaken)
}

const changeConsultation = (
  ctx: ConsultationsContext,
  { id, version }: ConsultationChange,
  type: string,
  dataOf: (consultation: Consultation) => Data,
): Promise<Consultation> =>
  inTransaction(ctx, async (tx) => {
    const consultation = await requireConsultation(tx, id)
    requireRole(tx.viewer, id, 'ORGANISER')
    const data = { ...dataOf(consultation), version: { increment: 1 } }
    const { count } = await tx.db.consultation.updateMany({ where: { id, version }, data })
    if (count === 0) throw new ConflictError('STALE_VERSION', { version: consultation.version })
    await tx.outbox.record(tx, { type, consultationId: id, subjectType: 'Consultation', subjectId: id })
    return requireConsultation(tx, id)
  })

/**
 * Edits what a consultation says of itself; what is left out stays. For organisers.
 * @throws ValidationError, NotFoundError, NotAllowedError, ConflictError from a stale version
 */
export const editConsultation = async (
  ctx: ConsultationsContext,
  { id, version, ...input }: ConsultationChange & Partial<Omit<ConsultationFields, 'slug'>>,
): Promise<Consultation> => {
  const data = validate(consultationFields.omit({ slug: true }).partial(), input)
  return changeConsultation(ctx, { id, version }, 'consultation.edited', () => data)
}

/** From which states each state may be reached. */
export const transitions: Record<'PUBLISHED' | 'ARCHIVED', readonly ConsultationStatus[]> = {
  PUBLISHED: ['DRAFT', 'ARCHIVED'],
  ARCHIVED: ['PUBLISHED'],
}

const changeStatus = (
  ctx: ConsultationsContext,
  change: ConsultationChange,
  status: keyof typeof transitions,
): Promise<Consultation> =>
  changeConsultation(ctx, change, `consultation.${status.toLowerCase()}`, (consultation) => {
    if (!transitions[status].includes(consultation.status))
      throw new ConflictError('STATE', { status: consultation.status })
    return { status }
  })

/** Makes a consultation public. For organisers. @throws NotFoundError, NotAllowedError, ConflictError */
export const publishConsultation = (ctx: ConsultationsContext, change: ConsultationChange): Promise<Consultation> =>
  changeStatus(ctx, change, 'PUBLISHED')

/** Ends a consultation: it stays public, and nothing more is done in it. For organisers. @throws as `publishConsultation` */
export const archiveConsultation = (ctx: ConsultationsContext, change: ConsultationChange): Promise<Consultation> =>
  changeStatus(ctx, change, 'ARCHIVED')
