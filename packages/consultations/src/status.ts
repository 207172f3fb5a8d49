import type { ConsultationStatus } from '@cahier/db'
import { ConflictError } from '@cahier/kernel'
import { type ConsultationChange, changeConsultation } from './change'
import type { Consultation } from './consultation'
import type { ConsultationsContext } from './context'

/** From which states each state may be reached; what was public never becomes a draft again. */
const transitions: Record<'PUBLISHED' | 'ARCHIVED', readonly ConsultationStatus[]> = {
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

/**
 * Makes a draft public, or opens an archived consultation again. For organisers.
 * @throws NotFoundError, NotAllowedError, ConflictError from a stale version or when it is public already
 */
export const publishConsultation = (ctx: ConsultationsContext, change: ConsultationChange): Promise<Consultation> =>
  changeStatus(ctx, change, 'PUBLISHED')

/**
 * Ends a public consultation: it stays readable, its phases open nothing any more and nothing of it is edited. Acts in progress end first.
 * For organisers. @throws as `publishConsultation`
 */
export const archiveConsultation = (ctx: ConsultationsContext, change: ConsultationChange): Promise<Consultation> =>
  changeStatus(ctx, change, 'ARCHIVED')
