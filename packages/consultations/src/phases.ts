import { refuse, validate } from '@cahier/kernel'
import type { z } from 'zod'
import type { ConsultationsContext } from './context'
import { getPhases, type Phase } from './parts'
import { type PhaseFields, phaseEdit, phaseFields } from './rules'
import { addPart, editPart, type PartChange, type PartWrites, removePart } from './write-part'

const writes: PartWrites<Phase, z.output<typeof phaseFields>> = {
  type: 'Phase',
  get: getPhases,
  create: (tx, data) => tx.db.phase.create({ data }),
  update: (tx, where, data) => tx.db.phase.updateMany({ where, data: { ...data, version: { increment: 1 } } }),
  delete: (tx, where) => tx.db.phase.deleteMany({ where }),
}

/** Adds a phase, for organisers. @throws ValidationError, NotFoundError, NotAllowedError */
export const addPhase = async (
  ctx: ConsultationsContext,
  { consultationId, ...input }: PhaseFields & { consultationId: string },
): Promise<Phase> => {
  const data = validate(phaseFields, input)
  return addPart(ctx, writes, consultationId, () => data)
}

/**
 * Edits a phase: what it opens, its dates, its title; what is left out stays. An act in progress ends first. For organisers.
 * @throws ValidationError, NotFoundError, NotAllowedError, ConflictError
 */
export const editPhase = async (
  ctx: ConsultationsContext,
  { id, version, ...input }: PartChange & Partial<PhaseFields>,
): Promise<Phase> => {
  const { title, opens, startsAt, endsAt, slug } = validate(phaseEdit, input)
  return editPart(ctx, writes, { id, version }, (phase) => {
    if ((startsAt ?? new Date(phase.startsAt)) >= (endsAt ?? new Date(phase.endsAt))) refuse('endsAt', 'order')
    return {
      ...(title && { title }),
      ...(opens && { opens }),
      ...(startsAt && { startsAt }),
      ...(endsAt && { endsAt }),
      ...(slug && { slug }),
    }
  })
}

/** Removes a phase, for organisers. @throws NotFoundError, NotAllowedError, ConflictError */
export const removePhase = (ctx: ConsultationsContext, change: PartChange): Promise<Phase> =>
  removePart(ctx, writes, change)
