export { sql as rawSql } from 'kysely'
export { createDb, type Database, type DatabaseOptions, type Db, type Sql, type Tables } from './client'
export { copyDatabase, TargetNotEmptyError } from './copy'
export * from './enums'
export {
  DatabaseUnreachableError,
  DataFolderInUseError,
  isCheckViolation,
  isLostRace,
  isUniqueViolation,
  MigrationDriftError,
  OutsideTransactionError,
} from './errors'
export { migrate, migrationsFolder } from './migrate'
export { afterTransaction, inTransaction } from './transaction'
