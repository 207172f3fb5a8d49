import SchemaBuilder from '@pothos/core'
import DataloaderPlugin from '@pothos/plugin-dataloader'
import ErrorsPlugin from '@pothos/plugin-errors'
import RelayPlugin from '@pothos/plugin-relay'
import CompleteRelayPlugin from './complete-relay'
import type { Context, Objects } from './index'

export interface OwnTypes {
  Context: Context
  Objects: Objects
  DefaultFieldNullability: false
  Scalars: {
    ID: { Input: string; Output: string | number }
    DateTime: { Input: Date; Output: string }
    Date: { Input: string; Output: string }
    Locale: { Input: string; Output: string }
    URL: { Input: URL; Output: string }
  }
}

/** What the builder knows of types, scalars and the context. */
export type SchemaTypes = PothosSchemaTypes.ExtendDefaultTypes<OwnTypes>

const capitalise = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1)

/** The one builder: every package's `/graphql` entry adds its types to it by being imported. */
export const builder = new SchemaBuilder<OwnTypes>({
  plugins: [ErrorsPlugin, RelayPlugin, DataloaderPlugin, CompleteRelayPlugin],
  defaultFieldNullability: false,
  errors: {
    directResult: true,
    defaultUnionOptions: {
      name: ({ fieldName }) => `${capitalise(fieldName)}Result`,
      description: 'What was done, or the refusal that the person may be told of and act on.',
    },
  },
  relay: {
    clientMutationId: 'omit',
    cursorType: 'String',
    nodeTypeOptions: { description: 'Anything with a global identifier, that `node(id)` finds again.' },
    nodeQueryOptions: false,
    nodesQueryOptions: false,
    pageInfoTypeOptions: { description: 'Where a page stands in its list, and whether there are others around it.' },
    hasNextPageFieldOptions: { description: 'Whether the list goes on after this page.' },
    hasPreviousPageFieldOptions: { description: 'Whether the list has anything before this page.' },
    startCursorFieldOptions: { description: 'Cursor of the first row, for `before`; null on an empty page.' },
    endCursorFieldOptions: { description: 'Cursor of the last row, for `after`; null on an empty page.' },
  },
})

builder.queryType({ description: 'What can be read, by anybody unless a field says otherwise.' })
builder.mutationType({
  description:
    'What can be done. A refusal is a member of the result; each act takes an `idempotencyKey` so that a retry is safe.',
})
