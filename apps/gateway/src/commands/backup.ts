import { access, writeFile } from 'node:fs/promises'
import { copyDatabase, createDb } from '@cahier/db'
import type { Command } from 'commander'
import { readEnvironment } from '../environment'
import { fail } from '../stages'
import { say, withDatabase } from './database'

const requireEmbedded = (): string => {
  const { DATABASE_URL, DATA_FOLDER } = readEnvironment(process.env)
  if (DATABASE_URL) fail('DATABASE_URL is set: use pg_dump and pg_restore for PostgreSQL.')
  return DATA_FOLDER
}

const backup = (file: string): Promise<void> => {
  requireEmbedded()
  return withDatabase(async ({ dump }) => {
    const tar = await dump?.()
    if (tar) await writeFile(file, Buffer.from(await tar.arrayBuffer()), { flag: 'wx' })
    say(`${file}: ${Math.round((tar?.size ?? 0) / 1024)} kB.`)
  })
}

const restore = async (file: string): Promise<void> => {
  const folder = requireEmbedded()
  const exists = await access(`${folder}/PG_VERSION`).then(
    () => true,
    () => false,
  )
  if (exists) fail(`${folder} already holds a database: move it away first, or set DATA_FOLDER.`)
  const database = await createDb(undefined, { folder, dump: file })
  await database.close()
  say(`${folder} holds what ${file} had.`)
}

const move = async (url: string): Promise<void> => {
  requireEmbedded()
  await withDatabase(async (source) => {
    const target = await createDb(url, { poolSize: 2 })
    await copyDatabase(source, target, (table, rows) => say(`  ${table.padEnd(24)} ${rows}`)).finally(() =>
      target.close(),
    )
    say('Copied. Start with DATABASE_URL from now on.')
  })
}

/** `backup`, `restore`, `move`: of the embedded database. */
export const addBackupCommands = (program: Command): void => {
  program.command('backup').description('writes the embedded database to a file').argument('<file>').action(backup)
  program
    .command('restore')
    .description('makes the embedded database from such a file')
    .argument('<file>')
    .action(restore)
  program
    .command('move')
    .description('copies the embedded database to an empty PostgreSQL')
    .argument('<url>', 'postgresql://…')
    .action(move)
}
