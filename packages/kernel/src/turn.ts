import { rawSql, type Sql } from '@cahier/db'

/**
 * Waits for the others that do the same thing (same `name`) and lets them wait in turn until the transaction ends: for what no single row
 * could hold. Outside a transaction it holds nothing.
 */
export const takeTurn = async (tx: { sql: Pick<Sql, 'selectFrom'> }, name: string): Promise<void> => {
  // Cast, since Prisma, behind a transaction, reads no column of type void.
  await rawSql`SELECT pg_advisory_xact_lock(hashtextextended(${name}, 0))::text`.execute(tx.sql as Sql)
}
