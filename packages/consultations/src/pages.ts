import { validate } from '@cahier/kernel'
import type { z } from 'zod'
import type { ConsultationsContext } from './context'
import { type ContextPage, getPages } from './parts'
import { type PageFields, pageFields } from './rules'
import { addPart, editPart, type PartChange, type PartWrites, removePart } from './write-part'

const writes: PartWrites<ContextPage, z.output<typeof pageFields> & { position?: number }> = {
  type: 'Page',
  get: getPages,
  create: (tx, { position = 0, ...data }) => tx.db.page.create({ data: { ...data, position } }),
  update: (tx, where, data) => tx.db.page.updateMany({ where, data: { ...data, version: { increment: 1 } } }),
  delete: (tx, where) => tx.db.page.deleteMany({ where }),
}

/** Adds a context page, after the others. For organisers. @throws ValidationError, NotFoundError, NotAllowedError */
export const addPage = async (
  ctx: ConsultationsContext,
  { consultationId, ...input }: PageFields & { consultationId: string },
): Promise<ContextPage> => {
  const data = validate(pageFields, input)
  return addPart(ctx, writes, consultationId, async (tx) => ({
    ...data,
    position: await tx.db.page.count({ where: { consultationId } }),
  }))
}

/** Edits a context page; what is left out stays. For organisers. @throws ValidationError, NotFoundError, NotAllowedError, ConflictError */
export const editPage = async (
  ctx: ConsultationsContext,
  { id, version, ...input }: PartChange & Partial<PageFields>,
): Promise<ContextPage> => {
  const data = validate(pageFields.partial(), input)
  return editPart(ctx, writes, { id, version }, () => data)
}

/** Removes a context page, for organisers. @throws NotFoundError, NotAllowedError, ConflictError */
export const removePage = (ctx: ConsultationsContext, change: PartChange): Promise<ContextPage> =>
  removePart(ctx, writes, change)
