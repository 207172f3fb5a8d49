import {
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
} from 'graphql'

/** What to give for arguments that are required, as GraphQL text: by `field.argument`, else by the argument's name. */
export type GivenArguments = Readonly<Record<string, string>>

const OBJECTS_DEEP = 3
// They repeat `nodes`, with cursors that hold the hour of a row.
const LEFT_OUT = new Set(['edges', 'pageInfo'])

const argumentsOf = (
  { name: field, args }: GraphQLField<unknown, unknown>,
  given: GivenArguments,
): string | undefined => {
  const required = args.filter(isRequiredArgument).map(({ name }) => [name, given[`${field}.${name}`] ?? given[name]])
  if (required.some(([, value]) => value === undefined)) return undefined
  return required.length > 0 ? `(${required.map(([name, value]) => `${name}: ${value}`).join(', ')})` : ''
}

const isConnection = ({ name }: GraphQLNamedType): boolean => name.endsWith('Connection')

/** Everything under a type, no type twice on the way, connections not counted as a level. */
const selectionOf = (type: GraphQLNamedType, given: GivenArguments, above: readonly string[]): string => {
  if (isInterfaceType(type)) return '{ __typename id }'
  if (!isObjectType(type)) return '{ __typename }'
  const way = isConnection(type) ? above : [...above, type.name]
  return `{ ${Object.values(type.getFields())
    .map((field) => fieldText(field, given, way))
    .join(' ')} }`
}

const fieldText = (field: GraphQLField<unknown, unknown>, given: GivenArguments, above: readonly string[]): string => {
  const type = getNamedType(field.type)
  const args = argumentsOf(field, given)
  if (args === undefined || LEFT_OUT.has(field.name)) return ''
  if (isLeafType(type)) return `${field.name}${args}`
  if (above.includes(type.name) || above.length >= OBJECTS_DEEP) return ''
  return `${field.name}${args} ${selectionOf(type, given, above)}`
}

const topOf = (type: GraphQLObjectType, given: GivenArguments): [name: string, text: string][] =>
  Object.values(type.getFields())
    .map((field): [string, string] => [field.name, fieldText(field, given, [type.name])])
    .filter(([, text]) => text !== '')

/**
 * Every read that the schema offers from its root and from these nodes, three objects deep with it: an operation for each field, by its name. A new
 * field is read without being named here.
 */
export const readsOf = (
  schema: GraphQLSchema,
  nodes: readonly { type: string; id: string }[],
  given: GivenArguments,
): Map<string, string> => {
  const reads = new Map<string, string>()
  const root = schema.getQueryType()
  for (const [name, text] of root ? topOf(root, given) : []) reads.set(name, `{ ${text} }`)
  for (const { type: typeName, id } of nodes) {
    const type = schema.getType(typeName)
    if (!isObjectType(type)) throw new Error(`${typeName} is no type of the schema`)
    for (const [name, text] of topOf(type, given)) {
      reads.set(`${typeName}.${name} ${id}`, `{ node(id: "${id}") { ... on ${typeName} { ${text} } } }`)
    }
  }
  return reads
}
