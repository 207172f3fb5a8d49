import { type InterfaceLocale, toGraphQLError } from '@cahier/graphql'
import { GraphQLError } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import type { Logger } from 'pino'

const MASKED = { fr: 'Une erreur interne est survenue.', en: 'An internal error occurred.' }

/** A refusal that no union lists keeps its code at the top level; a fault is logged, and masked. */
export const publicError = (error: unknown, locale: InterfaceLocale, log: Logger): GraphQLError => {
  if (!(error instanceof Error)) return new GraphQLError(MASKED[locale], { extensions: { code: 'INTERNAL' } })
  const { originalError, nodes = null, path = null } = error as GraphQLError
  if (error instanceof GraphQLError && (!originalError || originalError instanceof GraphQLError)) return error
  const refusal = toGraphQLError(originalError ?? error, locale)
  if (refusal) return new GraphQLError(refusal.message, { nodes, path, extensions: refusal.extensions })
  log.error({ err: originalError ?? error, path }, 'fault')
  return new GraphQLError(MASKED[locale], { nodes, path, extensions: { code: 'INTERNAL' } })
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
