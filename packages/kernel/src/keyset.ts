import { rawSql } from '@cahier/db'
import type { RawBuilder, SelectQueryBuilder } from 'kysely'
import { isValueOf, type OrderKey, type Page, type PageArgs, type PageRequest, readPageArgs, toPage } from './page'
import { refuse } from './validate'

const way = (direction: 'asc' | 'desc', isBackward: boolean): 'asc' | 'desc' =>
  isBackward ? (direction === 'asc' ? 'desc' : 'asc') : direction

/** The rows past the cursor, as one row comparison: (a, b) < (x, y). Every column of an order goes the same way. */
export const pastCursor = <Row>(
  order: readonly OrderKey<Row>[],
  { from, isBackward }: PageRequest,
  column: (name: string) => RawBuilder<unknown> = (name) => rawSql.ref(name),
): RawBuilder<boolean> => {
  if (!from) return rawSql<boolean>`true`
  const isOurs = from.length === order.length && order.every((key, n) => isValueOf[key.type](from[n] ?? ''))
  if (!isOurs) refuse(isBackward ? 'before' : 'after', 'foreignCursor')
  const columns = rawSql.join(order.map((key) => column(key.column)))
  const values = rawSql.join(order.map((key, n) => rawSql`${from[n]}::text::${rawSql.raw(key.type)}`))
  const operator = rawSql.raw(way(order[0]?.direction ?? 'asc', isBackward) === 'asc' ? '>' : '<')
  return rawSql<boolean>`(${columns}) ${operator} (${values})`
}

/** The words of ORDER BY for the direction asked for. */
export const orderedBy = <Row>(
  order: readonly OrderKey<Row>[],
  { isBackward }: PageRequest,
  column: (name: string) => RawBuilder<unknown> = (name) => rawSql.ref(name),
): RawBuilder<unknown> =>
  rawSql.join(order.map((key) => rawSql`${column(key.column)} ${rawSql.raw(way(key.direction, isBackward))}`))

const USUAL_SIZES = new Set([1, 3, 5, 10, 20, 50, 100])

/**
 * The words of LIMIT. A usual size is written out, so that the planner knows how little is wanted and keeps one plan for the prepared statement;
 * another one is a parameter, since every size written out is a statement of its own.
 */
export const oneMoreThan = ({ size }: PageRequest): RawBuilder<number> =>
  USUAL_SIZES.has(size) ? rawSql.lit(size + 1) : rawSql.val(size + 1)

/**
 * One page of a query by key: one statement, whatever the depth of the page; a row that comes or goes between two pages neither repeats nor
 * hides another. The columns of `order` are among those selected, all in one direction, the last of them unique.
 * @throws ValidationError for a size or a cursor that cannot be (see `readPageArgs`)
 */
export const keysetPage = async <DB, TB extends keyof DB, Row extends object>(
  query: SelectQueryBuilder<DB, TB, Row>,
  args: PageArgs,
  options: {
    /** Everything that makes it another list: its name, its filter, its order. */
    list: string
    order: readonly OrderKey<Row>[]
    countAll: () => Promise<number>
    /** How a column of the order is written in SQL, when its bare name would be ambiguous. */
    column?: (name: string) => RawBuilder<unknown>
    /**
     * Reads the rows once they are chosen, in the same order: where the database would join other tables to every row that could be in the page,
     * and not to those alone that are.
     */
    readChosen?: (chosen: SelectQueryBuilder<DB, TB, Row>) => SelectQueryBuilder<DB, TB, Row>
  },
): Promise<Page<Row>> => {
  const { list, order, column, readChosen } = options
  const request = readPageArgs(args, list)
  const chosen = query
    .where(pastCursor(order, request, column))
    .orderBy(orderedBy(order, request, column))
    .limit(oneMoreThan(request))
  const rows = readChosen ? readChosen(chosen).orderBy(orderedBy(order, request, column)) : chosen
  return toPage(await rows.execute(), request, options)
}
