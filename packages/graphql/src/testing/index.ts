import type { WriteContext } from '@cahier/kernel'
import { type ExecutionResult, type GraphQLSchema, graphql, lexicographicSortSchema, printSchema } from 'graphql'
import { buildSchema, type Context, toGraphQLError } from '../index'

export { messageKeys } from '../messages'

let built: GraphQLSchema | undefined
const schema = (): GraphQLSchema => {
  built ??= buildSchema()
  return built
}

/** The context of a request in French; `extra` is what the packages under test ask of the app. */
export const requestContext = (ctx: WriteContext, extra: Partial<Context> = {}): Context =>
  // What a test does not hand over, it does not use.
  ({ locales: ['fr'], interfaceLocale: 'fr', ...ctx, ...extra }) as Context

/** Executes an operation on the schema of the packages that the test imported; refusals outside of unions have their code. */
export const ask = async (
  context: Context,
  source: string,
  variables: Record<string, unknown> = {},
  // biome-ignore lint/suspicious/noExplicitAny: a test reads the answer that its own query shapes
): Promise<ExecutionResult<any>> => {
  // A request has its own context: loaders must not remember another one's rows.
  const contextValue = { ...context }
  const result = await graphql({ schema: schema(), source, variableValues: variables, contextValue })
  const errors = result.errors?.map(
    (error) => (error.originalError && toGraphQLError(error.originalError, context.interfaceLocale)) ?? error,
  )
  return { ...result, ...(errors && { errors }) }
}

/** The schema definition of these types, sorted, descriptions included: for a package's snapshot. */
export const sdlOf = (...names: string[]): string => {
  const types = printSchema(lexicographicSortSchema(schema())).split(
    /\n\n(?=(?:"""|type |enum |input |union |interface |scalar ))/,
  )
  const isNamed = (text: string): boolean =>
    names.some((name) => new RegExp(`^(type|enum|input|union|interface|scalar) ${name}\\b`, 'm').test(text))
  return types.filter(isNamed).join('\n\n')
}
