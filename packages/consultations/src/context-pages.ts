import { validate } from '@cahier/kernel'
import type { z } from 'zod'
import type { ConsultationsContext } from './context'
import { type ContextPage, getContextPages, listContextPages } from './parts'
import { lastPlace, placesAfterMove } from './place'
import { type ContextPageEdit, type ContextPageFields, contextPageEdit, contextPageFields } from './rules'
import { addPart, editPart, type PartChange, type PartTable, removePart } from './write-part'

const table: PartTable<ContextPage, z.output<typeof contextPageFields> & { position: number }> = {
  type: 'ContextPage',
  fact: 'page',
  get: getContextPages,
  list: listContextPages,
  create: (tx, data) => tx.db.page.create({ data }),
  update: (tx, id, data) => tx.db.page.update({ where: { id }, data: { ...data, version: { increment: 1 } } }),
  delete: (tx, id) => tx.db.page.delete({ where: { id } }),
}

/**
 * Adds a context page to a consultation, after the others, a hundred at most. For organisers.
 * @throws ValidationError, NotFoundError, NotAllowedError, ConflictError when the consultation is archived
 */
export const addContextPage = async (
  ctx: ConsultationsContext,
  { consultationId, ...input }: ContextPageFields & { consultationId: string },
): Promise<ContextPage> => {
  const data = validate(contextPageFields, input)
  return addPart(ctx, table, consultationId, (parts) => ({ ...data, position: lastPlace(parts) }))
}

/** Makes place for a context page among the others. */
const move = async (tx: ConsultationsContext, { id, consultationId }: ContextPage, place: number): Promise<void> => {
  const [parts = []] = await listContextPages(tx, [consultationId])
  for (const [moved, position] of placesAfterMove(parts, id, place))
    await tx.db.page.update({ where: { id: moved }, data: { position } })
}

/**
 * Edits a context page, or moves it to a place among the others (from 0); what is left out stays. For organisers.
 * @throws ValidationError, NotFoundError, NotAllowedError, ConflictError from a stale version or an archived consultation
 */
export const editContextPage = async (
  ctx: ConsultationsContext,
  { id, version, ...input }: PartChange & ContextPageEdit,
): Promise<ContextPage> => {
  const { position, ...data } = validate(contextPageEdit, input)
  return editPart(ctx, table, { id, version }, async (tx, part) => {
    if (position !== undefined) await move(tx, part, position)
    return data
  })
}

/** Removes a context page, for organisers. @throws NotFoundError, NotAllowedError, ConflictError as `editContextPage` */
export const removeContextPage = (ctx: ConsultationsContext, change: PartChange): Promise<ContextPage> =>
  removePart(ctx, table, change)
