import {
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
} from 'graphql'

type Field = GraphQLField<unknown, unknown>

/** A field of the schema that takes arguments, and how a query comes to its object. */
export interface Way {
  /** `Type.field`. */
  name: string
  field: Field
  /** The type that the way starts from: `Query`, or a type that `node(id)` finds. */
  from: string
  /** The fields from there to the object. */
  through: Field[]
}

const isNode = (type: GraphQLNamedType): boolean =>
  isObjectType(type) && type.getInterfaces().some(({ name }) => name === 'Node')

const objects = (schema: GraphQLSchema): GraphQLObjectType[] =>
  Object.values(schema.getTypeMap())
    .filter((type) => isObjectType(type))
    .filter(({ name }) => !name.startsWith('__'))

/** The objects that are reached from a root, the shortest way to each. */
const reached = (root: GraphQLObjectType, isEnd: (type: GraphQLObjectType) => boolean) => {
  const ways = new Map<GraphQLObjectType, Field[]>([[root, []]])
  for (const [type, through] of ways) {
    for (const field of Object.values(type.getFields())) {
      const next = getNamedType(field.type)
      if (isObjectType(next) && !ways.has(next) && !isEnd(next)) ways.set(next, [...through, field])
    }
  }
  return ways
}

const isOfMutation = ({ name }: GraphQLObjectType): boolean => /(Payload|Error|Mutation)$/.test(name)

/** Every field that takes arguments, but for mutations and what they give; a new one is found without being named. */
export const waysOf = (schema: GraphQLSchema): { ways: Way[]; unreached: string[] } => {
  const all = objects(schema).filter((type) => !isOfMutation(type))
  const roots = all.filter((type) => type === schema.getQueryType() || isNode(type))
  const isEnd = (type: GraphQLObjectType): boolean => isNode(type) || isOfMutation(type)
  const ways = new Map<string, Way>()
  for (const root of roots) {
    for (const [type, through] of reached(root, isEnd)) {
      for (const field of Object.values(type.getFields())) {
        const name = `${type.name}.${field.name}`
        if (field.args.length > 0 && !ways.has(name)) ways.set(name, { name, field, from: root.name, through })
      }
    }
  }
  const fields = all.flatMap((type) => Object.values(type.getFields()).map((field) => ({ type, field })))
  const names = fields
    .filter(({ field }) => field.args.length > 0)
    .map(({ type, field }) => `${type.name}.${field.name}`)
  return { ways: [...ways.values()], unreached: names.filter((name) => !ways.has(name)) }
}

const selectionOf = (field: Field): string => {
  const type = getNamedType(field.type)
  if (isLeafType(type)) return ''
  return isObjectType(type) && type.name.endsWith('Connection')
    ? '{ totalCount pageInfo { endCursor } nodes { __typename } }'
    : '{ __typename }'
}

const required = ({ name: field, args }: Field) =>
  args.filter(isRequiredArgument).map(({ name, type }) => ({ name, type, variable: `${field}_${name}` }))

const given = (args: { name: string; variable: string }[]): string =>
  args.length > 0 ? `(${args.map(({ name, variable }) => `${name}: $${variable}`).join(', ')})` : ''

/**
 * A query that comes to the field by its way and asks for it, as `asked`. Each of its arguments is a variable of its name; those that the way
 * requires are variables too, `field_argument`.
 */
export const queryBy = ({ field, from, through }: Way): string => {
  const args = field.args.map(({ name, type }) => ({ name, type, variable: name }))
  const variables = [...through.flatMap(required), ...args].map(({ variable, type }) => `$${variable}: ${type}`)
  const asked = `asked: ${field.name}${given(args)} ${selectionOf(field)}`
  const inner = through.reduceRight((text, step) => `${step.name}${given(required(step))} { ${text} }`, asked)
  return from === 'Query'
    ? `query (${variables.join(', ')}) { ${inner} }`
    : `query ($nodeId: ID!, ${variables.join(', ')}) { node(id: $nodeId) { ... on ${from} { ${inner} } } }`
}

/** The variables that the query requires, each with the field and argument that it is for. */
export const requiredBy = ({ field, through }: Way): { variable: string; field: string; argument: string }[] => [
  ...through.flatMap((step) =>
    required(step).map(({ name, variable }) => ({ variable, field: step.name, argument: name })),
  ),
  ...required(field).map(({ name }) => ({ variable: name, field: field.name, argument: name })),
]
