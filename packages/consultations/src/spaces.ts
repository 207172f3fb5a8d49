import { validate } from '@cahier/kernel'
import type { z } from 'zod'
import type { ConsultationsContext } from './context'
import { getSpaces, type Space } from './parts'
import { type SpaceFields, spaceFields } from './rules'
import { addPart, editPart, type PartChange, type PartWrites, removePart } from './write-part'

const writes: PartWrites<Space, z.output<typeof spaceFields> & { position?: number }> = {
  type: 'Space',
  get: getSpaces,
  create: (tx, { position = 0, ...data }) => tx.db.space.create({ data: { ...data, position } }),
  update: (tx, where, data) => tx.db.space.updateMany({ where, data: { ...data, version: { increment: 1 } } }),
  delete: (tx, where) => tx.db.space.deleteMany({ where }),
}

/** Adds a space, after the others. For organisers. @throws ValidationError, NotFoundError, NotAllowedError */
export const addSpace = async (
  ctx: ConsultationsContext,
  { consultationId, ...input }: SpaceFields & { consultationId: string },
): Promise<Space> => {
  const data = validate(spaceFields, input)
  return addPart(ctx, writes, consultationId, async (tx) => ({
    ...data,
    position: await tx.db.space.count({ where: { consultationId } }),
  }))
}

/** Edits a space; what is left out stays. For organisers. @throws ValidationError, NotFoundError, NotAllowedError, ConflictError */
export const editSpace = async (
  ctx: ConsultationsContext,
  { id, version, ...input }: PartChange & Partial<SpaceFields>,
): Promise<Space> => {
  const data = validate(spaceFields.partial(), input)
  return editPart(ctx, writes, { id, version }, () => data)
}

/** Removes a space, for organisers. @throws NotFoundError, NotAllowedError, ConflictError */
export const removeSpace = (ctx: ConsultationsContext, change: PartChange): Promise<Space> =>
  removePart(ctx, writes, change)
