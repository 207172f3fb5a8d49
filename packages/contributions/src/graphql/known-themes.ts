import type { NamedNode } from '@cahier/graphql'
import type { Page } from '@cahier/kernel'
import type { Contribution } from '../index'

const known = new WeakMap<Contribution, NamedNode>()

/** Tells the contributions listed under a theme which of them are directly under it: their `theme` needs no statement. */
export const knowTheme = <Row extends Contribution>(page: Page<Row>, theme: NamedNode): Page<Row> => {
  for (const row of page.nodes) if (row.themeId === theme.id) known.set(row, theme)
  return page
}

/** The theme of a contribution, when the answer has it already. */
export const themeOf = (contribution: Contribution): NamedNode | undefined => known.get(contribution)
