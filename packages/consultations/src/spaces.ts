import { validate } from '@cahier/kernel'
import type { z } from 'zod'
import type { ConsultationsContext } from './context'
import { getSpaces, listSpaces, type Space } from './parts'
import { lastPlace, placesAfterMove } from './place'
import { type SpaceEdit, type SpaceFields, spaceEdit, spaceFields } from './rules'
import { addPart, editPart, type PartChange, type PartTable, removePart } from './write-part'

const table: PartTable<Space, z.output<typeof spaceFields> & { position: number }> = {
  type: 'Space',
  fact: 'space',
  get: getSpaces,
  list: listSpaces,
  create: (tx, data) => tx.db.space.create({ data }),
  update: (tx, id, data) => tx.db.space.update({ where: { id }, data: { ...data, version: { increment: 1 } } }),
  delete: (tx, id) => tx.db.space.delete({ where: { id } }),
}

/**
 * Adds a space to a consultation, after the others, fifty at most. For organisers.
 * @throws ValidationError, NotFoundError, NotAllowedError, ConflictError when the consultation is archived
 */
export const addSpace = async (
  ctx: ConsultationsContext,
  { consultationId, ...input }: SpaceFields & { consultationId: string },
): Promise<Space> => {
  const data = validate(spaceFields, input)
  return addPart(ctx, table, consultationId, (parts) => ({ ...data, position: lastPlace(parts) }))
}

/** Makes place for a space among the others. */
const move = async (tx: ConsultationsContext, { id, consultationId }: Space, place: number): Promise<void> => {
  const [parts = []] = await listSpaces(tx, [consultationId])
  for (const [moved, position] of placesAfterMove(parts, id, place))
    await tx.db.space.update({ where: { id: moved }, data: { position } })
}

/**
 * Edits a space, or moves it to a place among the others (from 0); what is left out stays. For organisers.
 * @throws ValidationError, NotFoundError, NotAllowedError, ConflictError from a stale version or an archived consultation
 */
export const editSpace = async (
  ctx: ConsultationsContext,
  { id, version, ...input }: PartChange & SpaceEdit,
): Promise<Space> => {
  const { position, ...data } = validate(spaceEdit, input)
  return editPart(ctx, table, { id, version }, async (tx, part) => {
    if (position !== undefined) await move(tx, part, position)
    return data
  })
}

/** Removes a space, for organisers. @throws NotFoundError, NotAllowedError, ConflictError as `editSpace` */
export const removeSpace = (ctx: ConsultationsContext, change: PartChange): Promise<Space> =>
  removePart(ctx, table, change)
