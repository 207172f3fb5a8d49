import pg from 'pg'

/** What `launch` hands to each server in its environment. */
export const settings = {
  host: '127.0.0.1',
  port: Number(process.env.PORT),
  databaseUrl: process.env.DATABASE_URL ?? '',
  poolSize: Number(process.env.DATABASE_POOL_SIZE),
}

/** How a day and an instant travel: as PostgreSQL writes them, with no Date made. */
const asText = (text: string): string => text

/** A pool of the size that every stack has. */
export const openPool = (): pg.Pool => {
  pg.types.setTypeParser(pg.types.builtins.DATE, asText)
  pg.types.setTypeParser(pg.types.builtins.TIMESTAMPTZ, asText)
  return new pg.Pool({ connectionString: settings.databaseUrl, max: settings.poolSize, options: '-c timezone=UTC' })
}

/** Tells the parent that the server listens, and ends with it. */
export const whenListening = (): void => {
  process.send?.('listening')
  process.once('disconnect', () => process.exit(0))
}
