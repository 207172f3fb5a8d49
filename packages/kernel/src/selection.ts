import { rawSql } from '@cahier/db'
import type { AliasedRawBuilder } from 'kysely'

/** The SQL of each column of a row, by the column's name in the row. */
export type ColumnTexts<Row> = { readonly [Column in keyof Row & string]: string }

/** Columns of a row, as one selection. Kysely reads names and types from aliases: this one spells the whole row. */
export type Selection<Row> = { [Column in keyof Row & string]: AliasedRawBuilder<Row[Column], Column> }[keyof Row &
  string][]

const known = new WeakMap<object, Map<string, AliasedRawBuilder<unknown, string>>>()

const write = (texts: Readonly<Record<string, string>>, columns: readonly string[]) => {
  const last = columns.at(-1) ?? ''
  const others = columns.slice(0, -1).map((column) => `${texts[column]} AS "${column}", `)
  return rawSql.raw(`${others.join('')}${texts[last]}`).as(last)
}

/**
 * What to select for these columns, written once: thirty nodes built and compiled at each request cost more than what they select. Only the last
 * column has an alias that Kysely knows of; the others are in the text before it.
 */
export const selectionOf = <Row extends object>(
  texts: ColumnTexts<Row>,
  columns: readonly (keyof Row & string)[],
): Selection<Row> => {
  const selections = known.get(texts) ?? new Map<string, AliasedRawBuilder<unknown, string>>()
  known.set(texts, selections)
  const key = columns.join()
  const selection = selections.get(key) ?? write(texts, columns)
  selections.set(key, selection)
  // One node stands for all the columns that the type spells.
  return [selection] as unknown as Selection<Row>
}

/** Every column of a row, in the order of its texts. */
export const allColumns = <Row extends object>(texts: ColumnTexts<Row>): (keyof Row & string)[] =>
  // Object.keys gives the keys of the type, as plain strings.
  Object.keys(texts) as (keyof Row & string)[]
