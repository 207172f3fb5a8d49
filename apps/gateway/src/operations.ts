import { type DocumentNode, type ExecutionArgs, type ExecutionResult, execute, type GraphQLSchema } from 'graphql'
import { type CompiledQuery, compileQuery, isCompiledQuery } from 'graphql-jit'
import type { Plugin, YogaInitialContext } from 'graphql-yoga'
import { createTextCache } from './text-cache'

type Run = CompiledQuery['query']

/** The operations that this gateway has accepted, so that they are neither parsed, validated nor compiled again. */
export interface Operations {
  /** The compiled operation of a text that was accepted and executed before; undefined otherwise. */
  find(query: string, operationName: string | undefined): Run | undefined
  /** Executes what Yoga accepts, and remembers it. */
  plugin: Plugin
}

/** Compiled operations of a document by name; one that came once only is not compiled: it is not worth its cost. */
const compiler = (schema: GraphQLSchema) => {
  const documents = new WeakMap<DocumentNode, Map<string, Run | 'seen'>>()
  return (document: DocumentNode, operationName = ''): Run | undefined => {
    const runs = documents.get(document) ?? new Map<string, Run | 'seen'>()
    documents.set(document, runs)
    const known = runs.get(operationName)
    if (known === undefined) {
      runs.set(operationName, 'seen')
      return undefined
    }
    if (known !== 'seen') return known
    const compiled = compileQuery(schema, document, operationName || undefined)
    if (!isCompiledQuery(compiled)) return undefined
    runs.set(operationName, compiled.query)
    return compiled.query
  }
}

// Yoga puts the request's parameters in the context that it makes.
const textOf = ({ contextValue }: ExecutionArgs): string | undefined =>
  (contextValue as Partial<YogaInitialContext>).params?.query

/** Remembers accepted operations of the schema, as many as a text cache holds. */
export const createOperations = (schema: GraphQLSchema): Operations => {
  const compiledOf = compiler(schema)
  const known = createTextCache<DocumentNode>()
  const keyOf = (query: string, operationName = ''): string => `${operationName}\n${query}`
  const run = async (args: ExecutionArgs): Promise<ExecutionResult> => {
    const { document, operationName, rootValue, contextValue, variableValues } = args
    const compiled = compiledOf(document, operationName ?? undefined)
    const result = await compiled?.(rootValue, contextValue, variableValues)
    // No data at all: the variables were refused and nothing was executed; graphql-js says why in the usual words.
    return result?.data === undefined ? execute(args) : result
  }
  return {
    find: (query, operationName) => {
      const document = known.get(keyOf(query, operationName))
      return document && compiledOf(document, operationName)
    },
    plugin: {
      onExecute: ({ args, setExecuteFn }) => {
        const text = textOf(args)
        if (text !== undefined) known.set(keyOf(text, args.operationName ?? undefined), args.document)
        setExecuteFn(run)
      },
    },
  }
}
