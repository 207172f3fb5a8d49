import type { Environment } from './environment'
import { listen } from './listen'
import { createLog } from './log'
import { prepareDatabase } from './open'
import { createGateway } from './server'
import { createIdentity, printableTokens } from './sign-in'
import { stage } from './stages'

export interface Started {
  url: string
  /** Drains, then closes the database. */
  close(): Promise<void>
}

const printTokens = (tokens: Record<string, string>): void => {
  process.stdout.write('\n  Tokens for development (Authorization: Bearer …), refused in production:\n')
  for (const [role, token] of Object.entries(tokens)) process.stdout.write(`\n  ${role}\n  ${token}\n`)
}

/** Starts the gateway of the settings: database, migrations, seed, schema, port. Whatever fails closes what was opened. */
export const start = async (environment: Environment): Promise<Started> => {
  const { NODE_ENV, PORT, HOST, CORS_ORIGINS, VIEWER_CACHE_SECONDS, LOG_LEVEL } = environment
  const database = await prepareDatabase(environment)
  try {
    const isProduction = NODE_ENV === 'production'
    const identity = await stage('identity', () => createIdentity(environment))
    const tokens = isProduction ? {} : await printableTokens(database, identity)
    const gateway = createGateway({
      database,
      identity,
      log: createLog(LOG_LEVEL),
      corsOrigins: CORS_ORIGINS,
      viewerCacheSeconds: VIEWER_CACHE_SECONDS,
      ...(tokens.PARTICIPANT && { exampleHeaders: { authorization: `Bearer ${tokens.PARTICIPANT}` } }),
    })
    const { url, close } = await stage('listen', () => listen(gateway, { port: PORT, host: HOST }))
    if (!isProduction) printTokens(tokens)
    process.stdout.write(`\n  Ready: ${url}\n\n`)
    return { url, close: () => close().then(() => database.close()) }
  } catch (error) {
    await database.close()
    throw error
  }
}
