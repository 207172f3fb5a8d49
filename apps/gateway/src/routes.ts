import type { Database } from '@cahier/db'
import { type GraphQLSchema, printSchema } from 'graphql'
import type { Plugin } from 'graphql-yoga'

export interface RouteOptions {
  database: Database
  schema: GraphQLSchema
  /** The public keys that our access tokens are signed with (RFC 7517). */
  keys: object
  isDraining: () => boolean
}

const READY_WITHIN_MS = 2_000

const answersInTime = async (database: Database): Promise<boolean> => {
  const slow = new Promise<false>((resolve) => setTimeout(resolve, READY_WITHIN_MS, false).unref())
  const asked = database.pool.query('SELECT 1').then(
    () => true,
    () => false,
  )
  return Promise.race([asked, slow])
}

/** What is served beside the schema: readiness (the database answers, no drain), the schema's text, the public keys. */
export const useRoutes = ({ database, schema, keys, isDraining }: RouteOptions): Plugin => {
  const text = printSchema(schema)
  return {
    onRequest: async ({ url, endResponse, fetchAPI }) => {
      if (url.pathname === '/ready') {
        const isReady = !isDraining() && (await answersInTime(database))
        endResponse(new fetchAPI.Response(isReady ? 'ready\n' : 'not ready\n', { status: isReady ? 200 : 503 }))
      }
      if (url.pathname === '/schema.graphql') {
        endResponse(new fetchAPI.Response(text, { headers: { 'content-type': 'text/plain; charset=utf-8' } }))
      }
      if (url.pathname === '/.well-known/jwks.json') endResponse(fetchAPI.Response.json(keys))
      if (url.pathname === '/')
        endResponse(new fetchAPI.Response(null, { status: 302, headers: { location: '/graphql' } }))
    },
  }
}
