/** Another process has the data folder of the embedded database open. */
export class DataFolderInUseError extends Error {
  override readonly name = 'DataFolderInUseError'
  constructor(readonly folder: string) {
    super(`The data folder ${folder} is open in another process: stop it, or set DATABASE_URL to use PostgreSQL.`)
  }
}

/** The database does not answer at its address. */
export class DatabaseUnreachableError extends Error {
  override readonly name = 'DatabaseUnreachableError'
  constructor(cause: unknown) {
    super(
      `The database does not answer (${cause instanceof Error ? cause.message : String(cause)}): check DATABASE_URL.`,
      {
        cause,
      },
    )
  }
}

/** What was applied to the database is not what this version ships. */
export class MigrationDriftError extends Error {
  override readonly name = 'MigrationDriftError'
  constructor(
    readonly migration: string,
    readonly kind: 'changed' | 'unknown' | 'unfinished',
  ) {
    super(
      {
        changed: `Migration ${migration} was applied with another text: restore its file, or restore the database from a backup.`,
        unknown: `The database holds migration ${migration}, unknown to this version: install the version that made it.`,
        unfinished: `Migration ${migration} did not finish: restore the database from a backup, then start again.`,
      }[kind],
    )
  }
}

/** Inside a transaction, something asked the database outside of it: on one connection it would wait for ever. */
export class OutsideTransactionError extends Error {
  override readonly name = 'OutsideTransactionError'
  constructor() {
    super('A query was sent outside the transaction that is running: pass the transaction’s own context.')
  }
}

const postgresCode = (error: unknown): string | undefined => {
  if (typeof error !== 'object' || error === null) return undefined
  // Prisma has codes of its own; PostgreSQL's lies in what its adapter was told.
  const { code, meta } = error as {
    code?: unknown
    meta?: { driverAdapterError?: { cause?: { originalCode?: unknown } } }
  }
  const original = meta?.driverAdapterError?.cause?.originalCode
  if (typeof original === 'string') return original
  if (code === 'P2002') return '23505'
  if (code === 'P2003') return '23503'
  if (code === 'P2034') return '40001'
  return typeof code === 'string' ? code : undefined
}

/** Whether a unique constraint refused the write. */
export const isUniqueViolation = (error: unknown): boolean => postgresCode(error) === '23505'

/** Whether a CHECK constraint refused the write. */
export const isCheckViolation = (error: unknown): boolean => postgresCode(error) === '23514'

/** Whether the transaction lost a race that a new attempt can win (serialisation failure, deadlock). */
export const isLostRace = (error: unknown): boolean => ['40001', '40P01'].includes(postgresCode(error) ?? '')
