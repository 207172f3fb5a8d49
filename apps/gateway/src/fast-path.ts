import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { ExecutionResult } from 'graphql'
import type { Logger } from 'pino'
import type { ContextOf } from './context'
import type { Operations } from './operations'
import { publicError } from './refusals'
import { logRequest, requestIdFrom } from './request-log'

/** Past this size a body is left to Yoga, which reads it with its own limit. */
const SMALL_BODY = 65_536
const JSON_BODY = /^application\/json(; ?charset=utf-8)?$/i
const JSON_ANSWER = /^(\*\/\*|application\/json)$/i

export interface FastPathOptions {
  operations: Operations
  log: Logger
  contextOf: ContextOf
  /** What takes every other request: Yoga. It finds a body already read in `request.body`. */
  fallback: RequestListener
}

interface Asked {
  query: string
  operationName?: string | undefined
  variables?: Record<string, unknown> | undefined
}

/** A plain GraphQL request over JSON, from no browser's other origin: what clients and dashboards send all day. */
const isPlain = ({ method, url, headers }: IncomingMessage): boolean =>
  method === 'POST' &&
  url === '/graphql' &&
  headers.origin === undefined &&
  headers['content-encoding'] === undefined &&
  JSON_BODY.test(headers['content-type'] ?? '') &&
  JSON_ANSWER.test(headers.accept ?? '*/*') &&
  Number(headers['content-length'] ?? SMALL_BODY + 1) <= SMALL_BODY

const readBody = (request: IncomingMessage): Promise<string> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => resolve(Buffer.concat(chunks).toString()))
    request.on('error', reject)
  })

const isOptional = (value: unknown, type: 'string' | 'object'): boolean =>
  value === undefined || value === null || (typeof value === type && !Array.isArray(value))

/** The request that a body spells, when it is one in every point; whatever is odd is Yoga's to refuse. */
const askedIn = (body: string): Asked | undefined => {
  try {
    const { query, operationName, variables, extensions, ...others } = JSON.parse(body)
    const isAsked = typeof query === 'string' && isOptional(operationName, 'string') && isOptional(variables, 'object')
    if (!isAsked || extensions !== undefined || Object.keys(others).length > 0 || operationName === '') return undefined
    return { query, operationName: operationName ?? undefined, variables: variables ?? undefined }
  } catch {
    return undefined
  }
}

/** Runs what is known by now; undefined when nothing was executed, and Yoga has to say why. */
const answerOf = async (
  { operations, contextOf }: FastPathOptions,
  request: IncomingMessage,
  body: string,
  requestId: string,
): Promise<string | undefined> => {
  const asked = askedIn(body)
  const run = asked && operations.find(asked.query, asked.operationName)
  if (!run) return undefined
  const { authorization = null, 'accept-language': language = null } = request.headers
  const context = await contextOf({ authorization, language }, requestId).catch(() => undefined)
  if (!context) return undefined
  const { data, errors }: ExecutionResult = await run(undefined, context, asked.variables ?? {})
  // Variables that are refused come before anything is executed.
  if (data === undefined) return undefined
  const shown = errors?.map((error) => publicError(error, context.interfaceLocale, context.log))
  return JSON.stringify({ ...(shown && { errors: shown }), data })
}

const send = (response: ServerResponse, body: string, requestId: string): void => {
  const bytes = Buffer.from(body)
  response.writeHead(200, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': bytes.length,
    'x-request-id': requestId,
  })
  response.end(bytes)
}

/**
 * Answers at once the requests whose operation was accepted before; the others, and whatever is not plain, go through Yoga. The answers
 * are the same.
 */
export const createListener = (options: FastPathOptions): RequestListener => {
  const take = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const from = performance.now()
    const requestId = requestIdFrom(request.headers['x-request-id'])
    const body = await readBody(request)
    const answer = await answerOf(options, request, body, requestId)
    if (answer === undefined) {
      options.fallback(Object.assign(request, { body }), response)
      return
    }
    send(response, answer, requestId)
    logRequest(options.log, { requestId, method: 'POST', status: 200, from })
  }
  return (request, response) => {
    if (!isPlain(request)) return options.fallback(request, response)
    take(request, response).catch((error: unknown) => {
      // A client that leaves while it sends is no fault; one of the executor itself may not be shown.
      if (request.complete) options.log.error({ err: error }, 'fault')
      response.destroy()
    })
  }
}
