import { type GraphQLInputType, getNamedType, getNullableType, isInputObjectType, isListType } from 'graphql'

/** Where a scalar is in an argument: names of fields, and 0 for the first of a list. */
export type Path = readonly (string | number)[]

/** A scalar that an argument can hold. */
export interface Leaf {
  path: Path
  /** Its scalar's or enum's name. */
  type: string
}

/** Every scalar that a value of this type can hold. Input types do not hold themselves. */
export const leavesOf = (type: GraphQLInputType, path: Path = []): Leaf[] => {
  const nullable = getNullableType(type)
  if (isListType(nullable)) return leavesOf(nullable.ofType, [...path, 0])
  if (!isInputObjectType(nullable)) return [{ path, type: getNamedType(nullable).name }]
  return Object.values(nullable.getFields()).flatMap((field) => leavesOf(field.type, [...path, field.name]))
}

/** The value with another one at the path, which grows where it was not. */
export const putAt = (value: unknown, [key, ...rest]: Path, put: unknown): unknown => {
  if (key === undefined) return put
  if (typeof key === 'number') {
    const list = Array.isArray(value) ? [...value] : []
    list[key] = putAt(list[key], rest, put)
    return list
  }
  const object = Object(value ?? {})
  return { ...object, [key]: putAt(object[key], rest, put) }
}

/** Whether the value holds something at the path. */
export const holdsAt = (value: unknown, path: Path): boolean =>
  path.reduce<unknown>((inner, key) => Object(inner)[key], value) !== undefined
