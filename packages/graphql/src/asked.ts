import { type GraphQLResolveInfo, Kind, type SelectionSetNode } from 'graphql'

/** What an operation asks of an object: the names of its fields, each with what is asked of it in turn; aliases and fragments aside. */
export type Asked = Map<string, Asked>

type Fragments = GraphQLResolveInfo['fragments']

const gather = (set: SelectionSetNode | undefined, fragments: Fragments, asked: Asked): Asked => {
  for (const selection of set?.selections ?? []) {
    if (selection.kind === Kind.FIELD) {
      const below = asked.get(selection.name.value) ?? new Map()
      asked.set(selection.name.value, gather(selection.selectionSet, fragments, below))
    } else {
      const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments[selection.name.value]
      gather(fragment?.selectionSet, fragments, asked)
    }
  }
  return asked
}

/** What is asked of the rows of a connection, under `nodes` and `edges` together. */
const askedOfRows = ({ fieldNodes, fragments }: GraphQLResolveInfo): Asked => {
  const connection: Asked = new Map()
  for (const { selectionSet } of fieldNodes) gather(selectionSet, fragments, connection)
  const rows = new Map(connection.get('nodes'))
  for (const [name, below] of connection.get('edges')?.get('node') ?? []) {
    rows.set(name, new Map([...(rows.get(name) ?? []), ...below]))
  }
  return rows
}

/** The columns that a field reads, or a choice of them by what is asked of it; undefined: perhaps all of them. */
export type Reads<Column extends string> = Readonly<
  Record<string, readonly Column[] | ((asked: Asked) => readonly Column[] | undefined)>
>

const columnsRead = <Column extends string>(
  asked: Asked,
  reads: Reads<Column>,
  columns: ReadonlySet<string>,
): readonly Column[] | undefined => {
  const read = new Set<Column>()
  for (const [name, below] of asked) {
    const known = Object.hasOwn(reads, name) ? reads[name] : undefined
    const ofField = typeof known === 'function' ? known(below) : known
    // A field that is not listed reads the column of its name.
    const own = columns.has(name) ? [name as Column] : undefined
    const found = name === '__typename' ? [] : (ofField ?? (known ? undefined : own))
    if (!found) return undefined
    for (const column of found) read.add(column)
  }
  return [...read]
}

/**
 * Tells which columns the rows of a connection need, from what an operation asks of them: undefined, all of them, as soon as a field is asked that
 * neither is a column nor is in `reads`. Found once for each place of a document.
 */
export const columnsOfRows = <Column extends string>(
  columns: readonly Column[],
  reads: Reads<Column>,
): ((info: GraphQLResolveInfo) => readonly Column[] | undefined) => {
  const names = new Set<string>(columns)
  const found = new WeakMap<object, { columns: readonly Column[] | undefined }>()
  return (info) => {
    const known = found.get(info.fieldNodes)
    if (known) return known.columns
    const columns = columnsRead(askedOfRows(info), reads, names)
    found.set(info.fieldNodes, { columns })
    return columns
  }
}
