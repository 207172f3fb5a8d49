import { isId, refuse } from '@cahier/kernel'

/** The global identifier of a thing. */
export const encodeId = (type: string, id: string): string => Buffer.from(`${type}:${id}`).toString('base64')

/** The type and the id that a global identifier names; undefined when it is none. */
export const readId = (globalId: string): { type: string; id: string } | undefined => {
  const [, type, id] = /^(\w+):(.+)$/.exec(Buffer.from(globalId, 'base64').toString()) ?? []
  return type && id && isId(id) ? { type, id } : undefined
}

/** The id of a thing of this type. @throws ValidationError at `path` when the global identifier is not one of that type */
export const idOf = (type: string, globalId: string, path: string): string => {
  const named = readId(globalId)
  return named?.type === type ? named.id : refuse(path, 'unknown')
}

/** `idOf` for an optional argument. */
export const idOrNull = (type: string, globalId: string | null | undefined, path: string): string | null =>
  globalId === null || globalId === undefined ? null : idOf(type, globalId, path)

/** An object by its id alone: the dataloader plugin takes an id wherever the object itself is asked for. */
export const byId = <Row>(id: string): Row => id as unknown as Row
