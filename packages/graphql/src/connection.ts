import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE, type Page } from '@cahier/kernel'
import type { ArgBuilder, ObjectRef } from '@pothos/core'
import { builder, type SchemaTypes } from './builder'

interface Edge<Row> {
  node: Row
  page: Page<Row>
}

/** Relay's four arguments, for a field that gives a connection. */
export const pageArgs = (arg: ArgBuilder<SchemaTypes>) => ({
  first: arg.int({
    description: `How many rows, from the start: ${DEFAULT_PAGE_SIZE} unless told, ${MAX_PAGE_SIZE} at most.`,
  }),
  after: arg.string({ description: 'Cursor that the page starts after: one of this very list.' }),
  last: arg.int({ description: `How many rows, from the end: ${MAX_PAGE_SIZE} at most; instead of \`first\`.` }),
  before: arg.string({ description: 'Cursor that the page ends before; with `last`.' }),
})

const pageInfo = <Row>(page: Page<Row>) => {
  const [first] = page.nodes
  const last = page.nodes.at(-1)
  return {
    hasNextPage: page.hasNextPage,
    hasPreviousPage: page.hasPreviousPage,
    startCursor: first === undefined ? null : page.cursorOf(first),
    endCursor: last === undefined ? null : page.cursorOf(last),
  }
}

/** The connection type of a node type: `edges`, `nodes`, `pageInfo`, `totalCount`. `many` is its plural in a sentence. */
export const connectionOf = <Row extends object>(
  node: ObjectRef<SchemaTypes, Row | string, Row>,
  name: string,
  many: string,
) => {
  // Pothos gives a loadable node's type one shape more, its id: a page holds rows alone, whatever the shape of a resolver's answer.
  const type = node as ObjectRef<SchemaTypes, Row, Row>
  const EdgeRef = builder.objectRef<Edge<Row>>(`${name}Edge`).implement({
    description: `A row of a list of ${many}.`,
    fields: (t) => ({
      cursor: t.string({
        description: 'Names this row’s place in this list, for `after` and `before`.',
        resolve: ({ page, node: row }) => page.cursorOf(row),
      }),
      node: t.field({ type, description: 'The row itself.', resolve: (edge) => edge.node as never }),
    }),
  })
  return builder.objectRef<Page<Row>>(`${name}Connection`).implement({
    description: `A page of a list of ${many}.`,
    fields: (t) => ({
      edges: t.field({
        type: [EdgeRef],
        description: 'The page’s rows, each with its cursor.',
        resolve: (page) => page.nodes.map((row) => ({ node: row, page })),
      }),
      nodes: t.field({
        type: [type],
        description: 'The page’s rows, without cursors.',
        resolve: (page) => page.nodes as never,
      }),
      pageInfo: t.field({
        type: builder.pageInfoRef(),
        description: 'Where the page stands in the list.',
        resolve: (page) => pageInfo(page),
      }),
      totalCount: t.int({
        description: `How many ${many} the whole list has, over all its pages; counted only when asked for.`,
        resolve: (page) => page.countAll(),
      }),
    }),
  })
}
