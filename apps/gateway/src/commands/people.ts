import { makeAdministrator } from '@cahier/participants'
import type { Command } from 'commander'
import { systemContext } from '../open'
import { say, withDatabase } from './database'

/** `administrator`. */
export const addPeopleCommands = (program: Command): void => {
  program
    .command('administrator')
    .description('makes an administrator of the platform; the first one is made so')
    .argument('<issuer>', 'who signs them in, as https://auth.example.org')
    .argument('<subject>', 'their subject there (the sub of their id_token)')
    .action((issuer: string, subject: string) =>
      withDatabase(async (database) => {
        await makeAdministrator(systemContext(database), { issuer, subject })
        say(`${subject} of ${issuer} administers the platform.`)
      }),
    )
}
