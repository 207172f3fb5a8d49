import { readFileSync } from 'node:fs'
import type { QueryName } from '../options.ts'
import type { Case } from '../queries/cases.ts'

/** A request as it goes over the wire, its headers of one connection left out. */
export interface Request {
  path: string
  body: string
}

/** How one stack is started and asked. */
export interface Stack {
  /** Starts it: the module to fork, or the built gateway. */
  server: { module: string; environment?: (port: number) => Record<string, string> }
  requestOf(query: QueryName, parameters: Case): Request
  /** Where, in the answer's data, what is compared with the floor's answer stands. */
  rootOf: Record<QueryName, string[]>
}

/** A GraphQL stack: its documents are in its folder. */
export const graphqlStack = (
  folder: string,
  parts: Pick<Stack, 'server' | 'rootOf'> & { variablesOf?: (parameters: Case) => object },
): Stack => {
  const { variablesOf = (parameters: Case) => parameters, ...stack } = parts
  const documents = new Map<QueryName, string>()
  const documentOf = (query: QueryName): string => {
    const known = documents.get(query)
    if (known) return known
    const text = JSON.stringify(readFileSync(new URL(`${folder}/${query}.graphql`, import.meta.url), 'utf8'))
    documents.set(query, text)
    return text
  }
  return {
    ...stack,
    requestOf: (query, parameters) => ({
      path: '/graphql',
      body: `{"query":${documentOf(query)},"variables":${JSON.stringify(variablesOf(parameters))}}`,
    }),
  }
}
