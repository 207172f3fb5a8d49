import { type Logger, type LoggerOptions, pino } from 'pino'

/** What a log says of a fault: not what the database tells of the row that it refused, which may be somebody’s. */
const faultOf = (error: unknown): object => {
  if (!(error instanceof Error)) return { message: String(error) }
  const { name: type, message, stack, code } = error as Error & { code?: unknown }
  return { type, message, stack, ...(typeof code === 'string' && { code }) }
}

/** Structured logs, one JSON object a line; what identifies somebody is not written. */
export const logOptions: LoggerOptions = {
  base: { service: 'cahier' },
  timestamp: pino.stdTimeFunctions.isoTime,
  serializers: { err: faultOf },
  redact: ['authorization', '*.authorization', '*.token', '*.refreshToken', '*.accessToken', '*.email', '*.subject'],
}

/** The log of a gateway, on the error output. */
export const createLog = (level: string): Logger =>
  pino({ ...logOptions, level }, pino.destination({ dest: 2, sync: true }))
