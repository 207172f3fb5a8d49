import { migrate } from '@cahier/db'
import { generateSigningKey } from '@cahier/identity'
import { seedEgn } from '@cahier/seed'
import type { Command } from 'commander'
import { systemContext } from '../open'
import { say, withDatabase } from './database'

/** `migrate`, `seed`, `key`. */
export const addSetupCommands = (program: Command): void => {
  program
    .command('migrate')
    .description('brings the database to this version; `npm start` does it too')
    .action(() =>
      withDatabase(async (database) => {
        await migrate(database)
        say('The database is at this version.')
      }),
    )
  program
    .command('seed')
    .description(
      'loads the États généraux du numérique pour l’éducation, with synthetic participation; twice changes nothing',
    )
    .action(() =>
      withDatabase(async (database) => say(JSON.stringify(await seedEgn(systemContext(database)), null, 2))),
    )
  program
    .command('key')
    .description('makes a private key for TOKEN_KEY, that signs access tokens')
    .action(async () => {
      say(JSON.stringify(await generateSigningKey()))
    })
}
