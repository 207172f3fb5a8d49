import { refuse, validate } from '@cahier/kernel'
import type { z } from 'zod'
import type { ConsultationsContext } from './context'
import { getPhases, listPhases, type Phase } from './parts'
import { type PhaseEdit, type PhaseFields, phaseEdit, phaseFields } from './rules'
import { addPart, editPart, type PartChange, type PartTable, removePart } from './write-part'

const table: PartTable<Phase, z.output<typeof phaseFields>> = {
  type: 'Phase',
  fact: 'phase',
  get: getPhases,
  list: listPhases,
  create: (tx, data) => tx.db.phase.create({ data }),
  update: (tx, id, data) => tx.db.phase.update({ where: { id }, data: { ...data, version: { increment: 1 } } }),
  delete: (tx, id) => tx.db.phase.delete({ where: { id } }),
}

/**
 * Adds a phase to a consultation, fifty at most. For organisers.
 * @throws ValidationError, NotFoundError, NotAllowedError, ConflictError when the consultation is archived
 */
export const addPhase = async (
  ctx: ConsultationsContext,
  { consultationId, ...input }: PhaseFields & { consultationId: string },
): Promise<Phase> => {
  const data = validate(phaseFields, input)
  return addPart(ctx, table, consultationId, () => data)
}

/**
 * Edits a phase: its title, what it opens, its dates; what is left out stays. Acts in progress end first. For organisers.
 * @throws ValidationError, NotFoundError, NotAllowedError, ConflictError from a stale version or an archived consultation
 */
export const editPhase = async (
  ctx: ConsultationsContext,
  { id, version, ...input }: PartChange & PhaseEdit,
): Promise<Phase> => {
  const data = validate(phaseEdit, input)
  return editPart(ctx, table, { id, version }, (_, phase) => {
    const { startsAt = new Date(phase.startsAt), endsAt = new Date(phase.endsAt) } = data
    if (startsAt >= endsAt) refuse('endsAt', 'order')
    return data
  })
}

/** Removes a phase; acts in progress end first. For organisers. @throws NotFoundError, NotAllowedError, ConflictError as `editPhase` */
export const removePhase = (ctx: ConsultationsContext, change: PartChange): Promise<Phase> =>
  removePart(ctx, table, change)
