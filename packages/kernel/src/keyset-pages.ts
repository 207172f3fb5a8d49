import { rawSql } from '@cahier/db'
import type { Expression, QueryExecutorProvider, RawBuilder, SelectQueryBuilder } from 'kysely'
import { ValidationError } from './errors'
import { oneMoreThan, orderedBy, pastCursor } from './keyset'
import { type OrderKey, type Page, type PageArgs, type PageRequest, readPageArgs, toPage } from './page'

/** Whose pages they are. */
export interface PageParents<Row> {
  ids: readonly string[]
  /** Those of these ids that may be read: the table that the rows' query knows as `parent`. Left out: all of them, as its `id`. */
  select?: (ids: readonly string[]) => Expression<unknown>
  /** Which parent a row is of. */
  of: (row: Row) => string
}

const everyParent = (ids: readonly string[]): Expression<unknown> => rawSql`(SELECT unnest(${ids}::uuid[]) AS "id")`

const requestOf = (args: PageArgs, list: string): PageRequest | ValidationError => {
  try {
    return readPageArgs(args, list)
  } catch (error) {
    if (error instanceof ValidationError) return error
    throw error
  }
}

const grouped = <Row>(rows: Row[], keyOf: (row: Row) => string): Map<string, Row[]> => {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const group = groups.get(keyOf(row))
    if (group) group.push(row)
    else groups.set(keyOf(row), [row])
  }
  return groups
}

/** Counts for all parents at once, the first time that one of them is asked for. */
const countedOnce = (ids: readonly string[], countAll: (ids: readonly string[]) => Promise<number[]>) => {
  let counts: Promise<number[]> | undefined
  return (id: string) => async (): Promise<number> => {
    counts ??= countAll(ids)
    return (await counts)[ids.indexOf(id)] ?? 0
  }
}

/** Counts the rows of `query` for each parent, in one statement. */
const rowCounts =
  <DB, TB extends keyof DB, Row>(
    sql: QueryExecutorProvider,
    select: (ids: readonly string[]) => Expression<unknown>,
    query: SelectQueryBuilder<DB, TB, Row>,
  ) =>
  async (ids: readonly string[]): Promise<number[]> => {
    const counted = query.clearSelect().select(rawSql<number>`count(*)::int`.as('count'))
    const { rows } = await rawSql<{ id: string; count: number }>`SELECT "parent"."id", ${counted} AS "count"
      FROM ${select(ids)} AS "parent"`.execute(sql)
    const counts = new Map(rows.map(({ id, count }) => [id, count]))
    return ids.map((id) => counts.get(id) ?? 0)
  }

/**
 * The same page of many lists, one for each parent, in the order of their ids: one statement for all of them, as `keysetPage` for one.
 * `query` gives the rows of the table `parent`. A cursor is of one parent's list: the others are refused, each at its place.
 */
export const keysetPages = async <DB, TB extends keyof DB, Row extends object>(
  sql: QueryExecutorProvider,
  parents: PageParents<Row>,
  query: SelectQueryBuilder<DB, TB, Row>,
  args: PageArgs,
  options: {
    /** Everything that makes it another list: its name, its parent, its filter, its order. */
    list: (parentId: string) => string
    order: readonly OrderKey<Row>[]
    /** The sizes of whole lists, where something knows them sooner than a count of the rows of `query`. */
    countAll?: (parentIds: readonly string[]) => Promise<number[]>
    /** How a column of the order is written in `query`, when its bare name would be ambiguous. */
    column?: (name: string) => RawBuilder<unknown>
  },
): Promise<(Page<Row> | ValidationError)[]> => {
  const { order, column } = options
  const { select = everyParent } = parents
  const asked = parents.ids.map((id) => ({ id, request: requestOf(args, options.list(id)) }))
  const ids = asked.filter(({ request }) => !(request instanceof ValidationError)).map(({ id }) => id)
  const request = asked.find(({ id }) => id === ids[0])?.request
  if (!request || request instanceof ValidationError)
    return asked.flatMap((one) => (one.request instanceof ValidationError ? [one.request] : []))
  const rowsOfOne = query
    .where(pastCursor(order, request, column))
    .orderBy(orderedBy(order, request, column))
    .limit(oneMoreThan(request))
  const { rows } = await rawSql<Row>`SELECT "listed".* FROM ${select(ids)} AS "parent"
    CROSS JOIN LATERAL ${rowsOfOne} AS "listed"
    ORDER BY ${orderedBy(order, request, (name) => rawSql.ref(`listed.${name}`))}`.execute(sql)
  const rowsOf = grouped(rows, parents.of)
  const countOf = countedOnce(ids, options.countAll ?? rowCounts(sql, select, query))
  return asked.map(({ id, request }) =>
    request instanceof ValidationError
      ? request
      : toPage(rowsOf.get(id) ?? [], request, { list: options.list(id), order, countAll: countOf(id) }),
  )
}
