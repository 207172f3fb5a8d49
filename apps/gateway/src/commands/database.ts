import type { Database } from '@cahier/db'
import { migrate } from '@cahier/db'
import { readEnvironment } from '../environment'
import { openDatabase } from '../open'

/** Does a command’s work on the migrated database of the settings, then closes it whatever happened. */
export const withDatabase = async (work: (database: Database) => Promise<void>): Promise<void> => {
  const database = await openDatabase(readEnvironment(process.env))
  try {
    await migrate(database)
    await work(database)
  } finally {
    await database.close()
  }
}

export const say = (line: string): void => void process.stdout.write(`${line}\n`)
