import { Command } from 'commander'
import { addBackupCommands } from './commands/backup'
import { addImportCommand } from './commands/import'
import { addPeopleCommands } from './commands/people'
import { addSetupCommands } from './commands/setup'
import { fail } from './stages'

const program = new Command('cahier')
  .description(
    'Cahier’s command line: on the database of DATABASE_URL, or on the embedded one of DATA_FOLDER (stop `npm start` first).',
  )
  .showHelpAfterError()

addSetupCommands(program)
addImportCommand(program)
addPeopleCommands(program)
addBackupCommands(program)

try {
  await program.parseAsync()
} catch (error) {
  fail(error instanceof Error ? error.message : String(error))
}
