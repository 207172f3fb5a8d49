import { readdirSync, readFileSync } from 'node:fs'

const folder = new URL('../examples/', import.meta.url)

/** The working examples that GraphiQL opens on: the files of `examples/`, in the order of their names. */
export const exampleTabs = (headers: Record<string, string> = {}): { query: string; headers: string }[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.graphql'))
    .sort()
    .map((name) => ({ query: readFileSync(new URL(name, folder), 'utf8'), headers: JSON.stringify(headers, null, 2) }))
