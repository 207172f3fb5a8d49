import { inTransaction } from '@cahier/db'
import { found, newId, refuse, takeTurn } from '@cahier/kernel'
import { requireChangeable, requireVersion } from './change'
import type { ConsultationsContext } from './context'
import { refuseTakenSlug } from './create'
import { MAX_PARTS } from './rules'

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

/** The reads and writes of one kind of parts. */
export interface PartTable<P extends Part, Data> {
  /** Its GraphQL type, which names it in the outbox too. */
  type: keyof typeof MAX_PARTS
  /** The first word of its facts: `phase.added`, `phase.edited`, `phase.removed`. */
  fact: string
  get(tx: ConsultationsContext, ids: readonly string[]): Promise<(P | null)[]>
  list(tx: ConsultationsContext, consultationIds: readonly string[]): Promise<P[][]>
  create(tx: ConsultationsContext, data: Data & { id: string; consultationId: string }): Promise<unknown>
  update(tx: ConsultationsContext, id: string, data: Partial<Data>): Promise<unknown>
  delete(tx: ConsultationsContext, id: string): Promise<unknown>
}

const requirePart = async <P extends Part, Data>(
  tx: ConsultationsContext,
  table: PartTable<P, Data>,
  id: string,
): Promise<P> => found((await table.get(tx, [id]))[0], table.type, id)

/** One change of parts at a time in a consultation: their number, places and versions hold together. */
const startChange = async (tx: ConsultationsContext, consultationId: string): Promise<void> => {
  await takeTurn(tx, `parts of ${consultationId}`)
  await requireChangeable(tx, consultationId)
}

const startPartChange = async <P extends Part, Data>(
  tx: ConsultationsContext,
  table: PartTable<P, Data>,
  { id, version }: PartChange,
): Promise<P> => {
  await startChange(tx, (await requirePart(tx, table, id)).consultationId)
  // Read again: while this change waited for its turn, another one may have ended.
  const part = await requirePart(tx, table, id)
  requireVersion(part, version)
  return part
}

const tell = <P extends Part, Data>(
  tx: ConsultationsContext,
  { type, fact }: PartTable<P, Data>,
  { id, consultationId }: Pick<Part, 'id' | 'consultationId'>,
  act: string,
): Promise<void> => tx.outbox.record(tx, { type: `${fact}.${act}`, consultationId, subjectType: type, subjectId: id })

/**
 * Adds a part to a consultation, for organisers; `dataOf` gets those that it already has.
 * @throws NotFoundError, NotAllowedError, ConflictError when it is archived, ValidationError for a slug that is taken or one part too many
 */
export const addPart = <P extends Part, Data>(
  ctx: ConsultationsContext,
  table: PartTable<P, Data>,
  consultationId: string,
  dataOf: (parts: readonly P[]) => Data,
): Promise<P> =>
  inTransaction(ctx, async (tx) => {
    await startChange(tx, consultationId)
    const [parts = []] = await table.list(tx, [consultationId])
    const max = MAX_PARTS[table.type]
    if (parts.length >= max) refuse('consultationId', 'tooMany', { max })
    const id = newId()
    await table.create(tx, { ...dataOf(parts), id, consultationId })
    await tell(tx, table, { id, consultationId }, 'added')
    return requirePart(tx, table, id)
  }).catch(refuseTakenSlug)

/**
 * Edits a part under its version, for organisers.
 * @throws NotFoundError, NotAllowedError, ConflictError from a stale version or an archived consultation
 */
export const editPart = <P extends Part, Data>(
  ctx: ConsultationsContext,
  table: PartTable<P, Data>,
  change: PartChange,
  dataOf: (tx: ConsultationsContext, part: P) => Promise<Partial<Data>> | Partial<Data>,
): Promise<P> =>
  inTransaction(ctx, async (tx) => {
    const part = await startPartChange(tx, table, change)
    await table.update(tx, part.id, await dataOf(tx, part))
    await tell(tx, table, part, 'edited')
    return requirePart(tx, table, part.id)
  })

/** Removes a part under its version, for organisers; gives what it was. @throws as `editPart` */
export const removePart = <P extends Part, Data>(
  ctx: ConsultationsContext,
  table: PartTable<P, Data>,
  change: PartChange,
): Promise<P> =>
  inTransaction(ctx, async (tx) => {
    const part = await startPartChange(tx, table, change)
    await table.delete(tx, part.id)
    await tell(tx, table, part, 'removed')
    return part
  })
