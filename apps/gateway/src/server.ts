import type { Database } from '@cahier/db'
import { toGraphQLError } from '@cahier/graphql'
import { useGraphQlJit } from '@envelop/graphql-jit'
import { renderGraphiQL } from '@graphql-yoga/render-graphiql'
import { GraphQLError } from 'graphql'
import { createYoga, type YogaServerInstance } from 'graphql-yoga'
import type { Logger } from 'pino'
import { contextMaker } from './context'
import { exampleTabs } from './examples'
import { createAuthenticator } from './identity'
import { LIMITS, limitPlugins } from './limits'
import { nearestInterfaceLocale, requestLocales } from './locales'
import { publicError, usePublicErrors } from './refusals'
import { requestIdOf, useRequestLog } from './request-log'
import { useRoutes } from './routes'
import { schema } from './schema'
import type { Identity } from './sign-in'

export interface GatewayOptions {
  database: Database
  identity: Identity
  log: Logger
  /** Origins that browsers may call from; none: any origin, without credentials. */
  corsOrigins?: string[]
  /** How long a viewer's roles are remembered; 0: read at each request. */
  viewerCacheSeconds?: number
  /** Headers that the examples of GraphiQL start with. */
  exampleHeaders?: Record<string, string>
}

/** The gateway, as a fetch handler that `node:http` takes too; testable without a port. */
export interface Gateway {
  yoga: YogaServerInstance<object, object>
  /** From then on the gateway says that it is not ready. */
  drain(): void
}

const refusedToken = (error: unknown, request: Request): GraphQLError => {
  const locale = nearestInterfaceLocale(requestLocales(request.headers.get('accept-language')))
  const refusal = error instanceof Error ? toGraphQLError(error, locale) : undefined
  if (!refusal) throw error
  const http = { status: 401, headers: { 'www-authenticate': 'Bearer error="invalid_token"' } }
  return new GraphQLError(refusal.message, { extensions: { ...refusal.extensions, http } })
}

/** Puts every package's types behind HTTP. */
export const createGateway = (options: GatewayOptions): Gateway => {
  const { database, identity, log, corsOrigins = [], viewerCacheSeconds = 0, exampleHeaders } = options
  const authenticator = createAuthenticator(database, identity.tokens, viewerCacheSeconds)
  const makeContext = contextMaker({ database, identity, log })
  const tabs = exampleTabs(exampleHeaders)
  let isDraining = false
  let page: string | undefined
  const yoga = createYoga<object, object>({
    schema,
    logging: false,
    batching: false,
    multipart: false,
    maxRequestBodySize: LIMITS.bodyBytes,
    healthCheckEndpoint: '/health',
    landingPage: false,
    cors: corsOrigins.length > 0 ? { origin: corsOrigins, credentials: true } : { origin: '*', credentials: false },
    graphiql: { title: 'Cahier', defaultTabs: tabs },
    renderGraphiQL: (graphiql) => {
      page ??= renderGraphiQL(graphiql)
      return page
    },
    context: async ({ request }) => {
      const viewer = await authenticator
        .viewerOf(request.headers.get('authorization'))
        .catch((error: unknown) => Promise.reject(refusedToken(error, request)))
      return makeContext(viewer, request.headers, requestIdOf(request), authenticator.forget)
    },
    maskedErrors: {
      maskError: (error) => publicError(error, 'fr', log),
    },
    plugins: [
      useRoutes({ database, schema, keys: identity.tokens.publicKeys, isDraining: () => isDraining }),
      useRequestLog(log),
      ...limitPlugins(),
      usePublicErrors(),
      useGraphQlJit(),
    ],
  })
  return {
    yoga,
    drain: () => {
      isDraining = true
    },
  }
}
