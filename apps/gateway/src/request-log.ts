import { randomUUID } from 'node:crypto'
import type { Plugin } from 'graphql-yoga'
import type { Logger } from 'pino'

const REQUEST_ID = /^[\w.-]{1,64}$/
const ids = new WeakMap<Request, string>()

/** The request's id: the one that a proxy gave in `x-request-id` when it has the form of one, else a new one. */
export const requestIdOf = (request: Request): string => {
  const given = request.headers.get('x-request-id')
  const id = ids.get(request) ?? (given && REQUEST_ID.test(given) ? given : randomUUID())
  ids.set(request, id)
  return id
}

/** One log line a request (debug), with its id, status and time; the id goes back in `x-request-id`. Never a text nor a token. */
export const useRequestLog = (log: Logger): Plugin => {
  const started = new WeakMap<Request, number>()
  return {
    onRequest: ({ request }) => {
      started.set(request, performance.now())
    },
    onResponse: ({ request, response }) => {
      const requestId = requestIdOf(request)
      response.headers.set('x-request-id', requestId)
      const milliseconds = Math.round(performance.now() - (started.get(request) ?? 0))
      log.debug({ requestId, method: request.method, status: response.status, milliseconds }, 'request')
    },
  }
}
