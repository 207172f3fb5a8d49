import { readdirSync, readFileSync } from 'node:fs'
import { type DocumentNode, type ExecutionResult, Kind, parse } from 'graphql'

const folder = new URL('../examples/', import.meta.url)

/** An example as GraphiQL opens it. */
export interface ExampleTab {
  query: string
  headers: string
  variables: string
}

/** Gives what the examples’ variables name: things of the oldest consultation. */
const THINGS = parse(`query Things {
  consultations(last: 1) {
    nodes {
      id
      themes(first: 1) { nodes { id } }
      contributions(first: 1, orderBy: MOST_COMMENTED) { nodes { id } }
      events(first: 1, orderBy: LATEST) { nodes { id } }
    }
  }
}`)

interface Things {
  id: string
  themes: { nodes: { id: string }[] }
  contributions: { nodes: { id: string }[] }
  events: { nodes: { id: string }[] }
}

/** The value of each variable of the examples, by its name; nothing where there is no consultation. `ask` executes a query. */
export const exampleVariables = async (
  ask: (document: DocumentNode) => Promise<ExecutionResult> | ExecutionResult,
): Promise<Record<string, string | undefined>> => {
  const { data } = await ask(THINGS)
  // The shape that the query above spells.
  const [oldest] = (data?.consultations as { nodes: Things[] } | undefined)?.nodes ?? []
  if (!oldest) return {}
  return {
    consultationId: oldest.id,
    themeId: oldest.themes.nodes[0]?.id,
    contributionId: oldest.contributions.nodes[0]?.id,
    eventId: oldest.events.nodes[0]?.id,
  }
}

const variablesOf = (query: string, values: Record<string, string | undefined>): string => {
  const names = parse(query).definitions.flatMap((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION ? (definition.variableDefinitions ?? []) : [],
  )
  const given = names.map(({ variable: { name } }) => [name.value, values[name.value] ?? null] as const)
  return given.length > 0 ? JSON.stringify(Object.fromEntries(given), null, 2) : ''
}

/** The working examples that GraphiQL opens on: the files of `examples/`, in the order of their names. */
export const exampleTabs = (
  headers: Record<string, string> = {},
  values: Record<string, string | undefined> = {},
): ExampleTab[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.graphql'))
    .sort()
    .map((name) => {
      const query = readFileSync(new URL(name, folder), 'utf8')
      return { query, headers: JSON.stringify(headers, null, 2), variables: variablesOf(query, values) }
    })
