import { inTransaction } from '@cahier/db'
import { ConflictError, found, newId, requireRole } from '@cahier/kernel'
import { orTaken } from './change'
import type { ConsultationsContext } from './context'
import { requireConsultation } from './get'

/** What the three kinds of parts have in common. */
export interface Part {
  id: string
  consultationId: string
  version: number
}

/** Whom a change of a part is for, and the version that it started from. */
export interface PartChange {
  id: string
  version: number
}

/** The writes of one kind of parts. */
export interface PartWrites<P extends Part, Data> {
  /** Its GraphQL type, which names it in the outbox too. */
  type: 'Phase' | 'Space' | 'Page'
  get(tx: ConsultationsContext, ids: readonly string[]): Promise<(P | null)[]>
  create(tx: ConsultationsContext, data: Data & { id: string; consultationId: string }): Promise<unknown>
  /** How many rows of that id and version changed. */
  update(tx: ConsultationsContext, where: PartChange, data: Partial<Data>): Promise<{ count: number }>
  delete(tx: ConsultationsContext, where: PartChange): Promise<{ count: number }>
}

const tell = (
  tx: ConsultationsContext,
  { consultationId, id }: Pick<Part, 'consultationId' | 'id'>,
  type: string,
  act: string,
) => tx.outbox.record(tx, { type: `${type.toLowerCase()}.${act}`, consultationId, subjectType: type, subjectId: id })

const requirePart = async <P extends Part, Data>(
  tx: ConsultationsContext,
  writes: PartWrites<P, Data>,
  id: string,
): Promise<P> => found((await writes.get(tx, [id]))[0], writes.type, id)

/** Adds a part to a consultation, for organisers. @throws NotFoundError, NotAllowedError, ValidationError for a slug that is taken */
export const addPart = <P extends Part, Data>(
  ctx: ConsultationsContext,
  writes: PartWrites<P, Data>,
  consultationId: string,
  dataOf: (tx: ConsultationsContext) => Promise<Data> | Data,
): Promise<P> =>
  inTransaction(ctx, async (tx) => {
    await requireConsultation(tx, consultationId)
    requireRole(tx.viewer, consultationId, 'ORGANISER')
    const id = newId()
    await writes.create(tx, { ...(await dataOf(tx)), id, consultationId })
    await tell(tx, { consultationId, id }, writes.type, 'added')
    return requirePart(tx, writes, id)
  }).catch(orTaken)

/** Edits a part under its version, for organisers. @throws NotFoundError, NotAllowedError, ConflictError from a stale version */
export const editPart = <P extends Part, Data>(
  ctx: ConsultationsContext,
  writes: PartWrites<P, Data>,
  change: PartChange,
  dataOf: (part: P) => Partial<Data>,
): Promise<P> =>
  inTransaction(ctx, async (tx) => {
    const part = await requirePart(tx, writes, change.id)
    requireRole(tx.viewer, part.consultationId, 'ORGANISER')
    const { count } = await writes.update(tx, change, dataOf(part))
    if (count === 0) throw new ConflictError('STALE_VERSION', { version: part.version })
    await tell(tx, part, writes.type, 'edited')
    return requirePart(tx, writes, change.id)
  }).catch(orTaken)

/** Removes a part under its version, for organisers; gives what it was. @throws as `editPart` */
export const removePart = <P extends Part, Data>(
  ctx: ConsultationsContext,
  writes: PartWrites<P, Data>,
  change: PartChange,
): Promise<P> =>
  inTransaction(ctx, async (tx) => {
    const part = await requirePart(tx, writes, change.id)
    requireRole(tx.viewer, part.consultationId, 'ORGANISER')
    const { count } = await writes.delete(tx, change)
    if (count === 0) throw new ConflictError('STALE_VERSION', { version: part.version })
    await tell(tx, part, writes.type, 'removed')
    return part
  })
