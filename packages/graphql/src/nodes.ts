import { MAX_PAGE_SIZE, refuse } from '@cahier/kernel'
import { type GraphQLResolveInfo, type GraphQLSchema, isObjectType } from 'graphql'
import { builder } from './builder'
import { readId } from './ids'

const isNode = (schema: GraphQLSchema, typeName: string): boolean => {
  const type = schema.getType(typeName)
  return isObjectType(type) && type.getInterfaces().some(({ name }) => name === 'Node')
}

/** The identifier when it names a node's type; null for any other text: nothing has it. */
const nameable = (globalId: string, { schema }: GraphQLResolveInfo): string | null => {
  const named = readId(globalId)
  return named && isNode(schema, named.type) ? globalId : null
}

// The relay plugin's own queries fail on a text that is no identifier.
builder.queryFields((t) => ({
  node: t.node({
    description: 'Whatever has this global identifier; null when nothing has, or when the viewer may not see it.',
    args: { id: t.arg.id({ required: true, description: 'Global identifier, as `id` fields give it.' }) },
    id: (_, { id }, __, info) => nameable(id, info),
  }),
  nodes: t.nodeList({
    description:
      'Whatever has these global identifiers, in the order asked, null for those that `node` would not find.',
    args: {
      ids: t.arg.idList({ required: true, description: 'Global identifiers, a hundred at most.' }),
    },
    ids: (_, { ids }, __, info) => {
      if (ids.length > MAX_PAGE_SIZE) refuse('ids', 'tooMany', { max: MAX_PAGE_SIZE })
      return ids.map((id) => nameable(id, info))
    },
  }),
}))
