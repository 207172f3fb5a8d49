import { type InterfaceLocale, toGraphQLError } from '@cahier/graphql'
import { GraphQLError, type GraphQLErrorOptions } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import type { Logger } from 'pino'

const MASKED = { fr: 'Une erreur interne est survenue.', en: 'An internal error occurred.' }

/** Whether an error is of the request itself, found before anything was executed: what it says may be shown. */
const isOfRequest = (error: unknown): error is GraphQLError =>
  error instanceof GraphQLError && !error.path && (!error.originalError || error.originalError instanceof GraphQLError)

// Yoga asks again about what an execution gave: an answer is given once.
const given = new WeakSet<GraphQLError>()

const give = (message: string, options: GraphQLErrorOptions): GraphQLError => {
  const error = new GraphQLError(message, options)
  given.add(error)
  return error
}

/** A refusal that no union lists keeps its code at the top level; a fault is logged, and masked. Both name the field by its path. */
export const publicError = (error: unknown, locale: InterfaceLocale, log: Logger): GraphQLError => {
  if (isOfRequest(error) || (error instanceof GraphQLError && given.has(error))) return error
  // What compiled operations give has the form of a GraphQLError, not its class.
  const { originalError, path = null } = (error ?? {}) as Partial<GraphQLError>
  const cause = originalError ?? error
  const refusal = cause instanceof Error ? toGraphQLError(cause, locale) : undefined
  if (refusal) return give(refusal.message, { path, extensions: refusal.extensions })
  log.error({ err: cause, path }, 'fault')
  return give(MASKED[locale], { path, extensions: { code: 'INTERNAL' } })
}

/** Turns the errors of an execution into what may be shown. */
export const usePublicErrors = (): Plugin<{ interfaceLocale: InterfaceLocale; log: Logger }> => ({
  onExecute: () => ({
    onExecuteDone: ({ result, setResult, args }) => {
      if (!('errors' in result) || !result.errors) return
      const { interfaceLocale, log } = args.contextValue
      setResult({ ...result, errors: result.errors.map((error) => publicError(error, interfaceLocale, log)) })
    },
  }),
})
