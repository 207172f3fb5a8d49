import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE } from '@cahier/kernel'
import {
  type FieldNode,
  type GraphQLCompositeType,
  GraphQLError,
  type GraphQLOutputType,
  getNamedType,
  getNullableType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type SelectionSetNode,
  type ValidationContext,
  type ValidationRule,
  type ValueNode,
} from 'graphql'

/** How many things a list that has no pages holds, as far as anybody can tell: phases, spaces, translations. */
const UNPAGED_SIZE = 10

const sizeIn = (value: ValueNode | undefined, unless: number): number => {
  if (!value || value.kind === Kind.NULL) return unless
  // What comes in a variable is not known yet: the most that it could be.
  if (value.kind !== Kind.INT) return MAX_PAGE_SIZE
  return Math.min(Math.max(Number(value.value), 0), MAX_PAGE_SIZE)
}

/** How many rows a field that gives a connection may bring. */
const pageSize = ({ arguments: given = [] }: FieldNode): number => {
  const argument = (name: string) => given.find((one) => one.name.value === name)?.value
  const last = argument('last')
  return last ? sizeIn(last, DEFAULT_PAGE_SIZE) : sizeIn(argument('first'), DEFAULT_PAGE_SIZE)
}

const listSize = ({ arguments: given = [] }: FieldNode): number => {
  const ids = given.find(({ name }) => name.value === 'ids')?.value
  if (!ids) return UNPAGED_SIZE
  return ids.kind === Kind.LIST ? ids.values.length : MAX_PAGE_SIZE
}

const isConnection = (type: GraphQLCompositeType): boolean => type.name.endsWith('Connection')

/** Counts the objects that a selection may bring, its fragments unfolded; `rows` is the size of the page that it is of. */
const counter = (context: ValidationContext) => {
  // By selection and by size of page: a fragment of a connection counts with the page where it is spread.
  const known = new Map<SelectionSetNode, Map<number, number>>()
  const countField = (field: FieldNode, output: GraphQLOutputType, rows: number): number => {
    const type = getNamedType(output)
    if (!isCompositeType(type)) return 0
    const isOfPage = isListType(getNullableType(output))
    const times = rows > 0 ? (isOfPage ? rows : 1) : isOfPage ? listSize(field) : 1
    return times * (1 + count(field.selectionSet, type, isConnection(type) ? pageSize(field) : 0))
  }
  const countSelected = (set: SelectionSetNode, parent: GraphQLCompositeType, rows: number): number =>
    set.selections.reduce((sum, selection) => {
      if (selection.kind === Kind.FIELD) {
        const isOpen = isObjectType(parent) || isInterfaceType(parent)
        const field = isOpen ? parent.getFields()[selection.name.value] : undefined
        return field ? sum + countField(selection, field.type, rows) : sum
      }
      const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? context.getFragment(selection.name.value) : selection
      const name = fragment?.typeCondition?.name.value
      const type = name === undefined ? parent : context.getSchema().getType(name)
      return fragment && isCompositeType(type) ? sum + count(fragment.selectionSet, type, rows) : sum
    }, 0)
  const count = (set: SelectionSetNode | undefined, parent: GraphQLCompositeType, rows: number): number => {
    if (!set) return 0
    const ofSet = known.get(set) ?? new Map<number, number>()
    known.set(set, ofSet)
    const before = ofSet.get(rows)
    if (before !== undefined) return before
    // A fragment that spreads itself counts nothing the second time: another rule refuses it.
    ofSet.set(rows, 0)
    const total = countSelected(set, parent, rows)
    ofSet.set(rows, total)
    return total
  }
  return count
}

/** Refuses an operation that may bring more than `most` objects: lists under lists multiply. Introspection is not counted. */
export const objectLimit =
  (most: number): ValidationRule =>
  (context) => {
    const count = counter(context)
    return {
      OperationDefinition: (operation) => {
        const type = context.getSchema().getRootType(operation.operation)
        const asked = type ? count(operation.selectionSet, type, 0) : 0
        if (asked <= most) return
        context.reportError(
          new GraphQLError(`Objects limit of ${most} exceeded, found ${asked}.`, {
            nodes: operation,
            extensions: { code: 'TOO_MANY_OBJECTS', asked, most },
          }),
        )
      },
    }
  }
