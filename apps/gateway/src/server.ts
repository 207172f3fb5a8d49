import type { RequestListener } from 'node:http'
import type { Database } from '@cahier/db'
import { toGraphQLError } from '@cahier/graphql'
import { GraphQLError } from 'graphql'
import { createYoga, type YogaServerInstance } from 'graphql-yoga'
import type { Logger } from 'pino'
import { type ContextOf, contextMaker } from './context'
import { createListener } from './fast-path'
import { useGraphiQL } from './graphiql'
import { createAuthenticator } from './identity'
import { LIMITS, limitPlugins } from './limits'
import { readLanguages } from './locales'
import { createOperations, type Operations } from './operations'
import { publicError, usePublicErrors } from './refusals'
import { requestIdOf, useRequestLog } from './request-log'
import { useRoutes } from './routes'
import { schema } from './schema'
import type { Identity } from './sign-in'
import { createTextCache } from './text-cache'

export interface GatewayOptions {
  database: Database
  identity: Identity
  log: Logger
  /** Origins that browsers may call from; none: any origin. */
  corsOrigins?: string[]
  /** How long a viewer's roles are remembered; 0: read at each request. */
  viewerCacheSeconds?: number
  /** Headers that the examples of GraphiQL start with. */
  exampleHeaders?: Record<string, string>
}

/** The gateway, as a fetch handler that `node:http` takes too; testable without a port. */
export interface Gateway {
  yoga: YogaServerInstance<object, object>
  /** What `node:http` takes: the same answers, sooner for operations that came before. */
  listener: RequestListener
  /** From then on the gateway says that it is not ready. */
  drain(): void
}

const refusedToken = (error: unknown, request: Request): GraphQLError => {
  const { interfaceLocale } = readLanguages(request.headers.get('accept-language'))
  const refusal = error instanceof Error ? toGraphQLError(error, interfaceLocale) : undefined
  if (!refusal) throw error
  const http = { status: 401, headers: { 'www-authenticate': 'Bearer error="invalid_token"' } }
  return new GraphQLError(refusal.message, { extensions: { ...refusal.extensions, http } })
}

interface Parts {
  operations: Operations
  contextOf: ContextOf
  isDraining: () => boolean
}

const createYogaOf = (options: GatewayOptions, { operations, contextOf, isDraining }: Parts): Gateway['yoga'] => {
  const { database, identity, log, corsOrigins = [], exampleHeaders } = options
  return createYoga<object, object>({
    schema,
    logging: false,
    batching: false,
    multipart: false,
    maxRequestBodySize: LIMITS.bodyBytes,
    healthCheckEndpoint: '/health',
    landingPage: false,
    parserAndValidationCache: { documentCache: createTextCache(), errorCache: createTextCache() },
    graphiql: false,
    // Tokens travel in a header of their own: no browser has to send credentials.
    cors: { origin: corsOrigins.length > 0 ? corsOrigins : '*', credentials: false },
    context: ({ request: { headers }, request }) =>
      contextOf(
        { authorization: headers.get('authorization'), language: headers.get('accept-language') },
        requestIdOf(request),
      ).catch((error: unknown) => Promise.reject(refusedToken(error, request))),
    maskedErrors: { maskError: (error) => publicError(error, 'fr', log) },
    plugins: [
      useRoutes({ database, schema, keys: identity.tokens.publicKeys, isDraining }),
      useGraphiQL(contextOf, exampleHeaders),
      useRequestLog(log),
      ...limitPlugins(),
      usePublicErrors(),
      operations.plugin,
    ],
  })
}

/** Puts every package's types behind HTTP. */
export const createGateway = (options: GatewayOptions): Gateway => {
  const { database, identity, log, viewerCacheSeconds = 0 } = options
  const authenticator = createAuthenticator(database, identity.tokens, viewerCacheSeconds)
  const makeContext = contextMaker({ database, identity, log })
  const operations = createOperations(schema)
  let isDraining = false
  const contextOf: ContextOf = async ({ authorization, language }, requestId) =>
    makeContext(await authenticator.viewerOf(authorization), language, requestId, authenticator.forget)
  const yoga = createYogaOf(options, { operations, contextOf, isDraining: () => isDraining })
  return {
    yoga,
    listener: createListener({ operations, log, contextOf, fallback: yoga }),
    drain: () => {
      isDraining = true
    },
  }
}
