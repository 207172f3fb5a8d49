import type { NamedNode } from '@cahier/graphql'
import type { Page } from '@cahier/kernel'
import type { Contribution } from '../index'

const THEME = Symbol('theme')

/** A row that came with the theme it is under. A property, since a weak map of every row shown is dear to collect. */
interface UnderKnownTheme {
  [THEME]?: NamedNode
}

/** Tells the contributions listed under a theme which of them are directly under it: their `theme` needs no statement. */
export const knowTheme = <Row extends Contribution>(page: Page<Row>, theme: NamedNode): Page<Row> => {
  const rows: (Row & UnderKnownTheme)[] = page.nodes
  for (const row of rows) if (row.themeId === theme.id) row[THEME] = theme
  return page
}

/** The theme of a contribution, when the answer has it already. */
export const themeOf = (contribution: Contribution & UnderKnownTheme): NamedNode | undefined => contribution[THEME]
