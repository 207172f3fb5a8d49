import { randomUUID } from 'node:crypto'
import type { Plugin } from 'graphql-yoga'
import type { Logger } from 'pino'

const REQUEST_ID = /^[\w.-]{1,64}$/
const ids = new WeakMap<Request, string>()

/** The id that a proxy gave in `x-request-id` when it has the form of one, else a new one. */
export const requestIdFrom = (given: string | string[] | null | undefined): string =>
  typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID()

/** The request's id, the same each time that it is asked. */
export const requestIdOf = (request: Request): string => {
  const id = ids.get(request) ?? requestIdFrom(request.headers.get('x-request-id'))
  ids.set(request, id)
  return id
}

/** One log line a request (debug), with its id, status and time; never a text nor a token. */
export const logRequest = (
  log: Logger,
  { from, ...line }: { requestId: string; method: string; status: number; from: number },
): void => {
  if (!log.isLevelEnabled('debug')) return
  log.debug({ ...line, milliseconds: Math.round(performance.now() - from) }, 'request')
}

/** Logs each request that Yoga answers, and sends its id back in `x-request-id`. */
export const useRequestLog = (log: Logger): Plugin => {
  const started = new WeakMap<Request, number>()
  return {
    onRequest: ({ request }) => {
      started.set(request, performance.now())
    },
    onResponse: ({ request, response }) => {
      const requestId = requestIdOf(request)
      response.headers.set('x-request-id', requestId)
      const from = started.get(request) ?? performance.now()
      logRequest(log, { requestId, method: request.method, status: response.status, from })
    },
  }
}
