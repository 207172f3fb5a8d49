import { z } from 'zod'

const list = z.string().transform((text) =>
  text
    .split(',')
    .map((entry) => entry.trim())
    .filter(Boolean),
)

// Says nothing of the text itself: it may be a secret, and what is said goes to a log.
const json = z.string().transform((text, issues): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    issues.addIssue({ code: 'custom', message: 'is not JSON' })
    return z.NEVER
  }
})

const issuers = json.pipe(
  z.array(z.object({ issuer: z.url(), clientId: z.string().min(1), jwksUri: z.url().optional() })),
)

const rules = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  HOST: z.string().min(1).default('localhost'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(4000),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  DATABASE_POOL_SIZE: z.coerce.number().int().min(1).max(200).default(10),
  STATEMENT_SECONDS: z.coerce.number().min(0).max(3_600).default(30),
  DATA_FOLDER: z.string().min(1).default('.data/cahier'),
  PUBLIC_URL: z.url().optional(),
  CORS_ORIGINS: list.default([]),
  OIDC_ISSUERS: issuers.default([]),
  TOKEN_KEY: json
    .pipe(z.looseObject({ kty: z.string(), d: z.string() }, { error: 'is not a private key (JWK)' }))
    .optional(),
  VIEWER_CACHE_SECONDS: z.coerce.number().min(0).max(60).default(2),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('warn'),
  SEED: z.enum(['egn', 'none']).optional(),
})

/** The settings of a gateway, from environment variables; `docs/operations.md` says what each one does. */
export type Environment = z.output<typeof rules>

/** Environment variables that cannot be; `faults` has one line each. */
export class EnvironmentError extends Error {
  override readonly name = 'EnvironmentError'
  constructor(readonly faults: string[]) {
    super(faults.join('\n'))
  }
}

const productionFaults = ({ NODE_ENV, TOKEN_KEY, DATABASE_URL }: Environment): string[] =>
  NODE_ENV === 'production'
    ? [
        ...(TOKEN_KEY
          ? []
          : ['TOKEN_KEY: production needs a private key (JWK, ES256): make one with `npm run cahier -- key`.']),
        ...(DATABASE_URL ? [] : ['DATABASE_URL: production needs a PostgreSQL, 15 or later.']),
      ]
    : []

/** Reads and checks the settings. @throws EnvironmentError with a line per fault */
export const readEnvironment = (variables: NodeJS.ProcessEnv): Environment => {
  // An empty variable is one that was not set.
  const result = rules.safeParse(Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== '')))
  const faults = result.success
    ? productionFaults(result.data)
    : result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}.`)
  if (!result.success || faults.length > 0) throw new EnvironmentError(faults)
  return result.data
}
