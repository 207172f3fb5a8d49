import { type Logger, pino } from 'pino'

/** Structured logs, one JSON object a line, on the error output; what identifies somebody is not written. */
export const createLog = (level: string): Logger =>
  pino(
    {
      level,
      base: { service: 'cahier' },
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: [
        'authorization',
        '*.authorization',
        '*.token',
        '*.refreshToken',
        '*.accessToken',
        '*.email',
        '*.subject',
      ],
    },
    pino.destination({ dest: 2, sync: true }),
  )
