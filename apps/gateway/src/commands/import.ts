import { importRepubliqueNumerique } from '@cahier/interchange'
import { SingleBar } from 'cli-progress'
import type { Command } from 'commander'
import { systemContext } from '../open'
import { say, withDatabase } from './database'

const bar = () =>
  new SingleBar({
    format: '  {bar} {percentage} % | {value} of {total} rows | {stage}',
    stream: process.stdout,
    noTTYOutput: true,
    // Nothing is done while the total is not known.
    emptyOnZero: true,
    notTTYSchedule: 1_000,
  })

/** `import <source> <folder>`. */
export const addImportCommand = (program: Command): void => {
  const command = program.command('import').description('brings a real consultation in; twice makes no duplicate')
  command
    .command('republique-numerique')
    .description('the consultation of 2015 on the bill « République numérique »')
    .argument('<folder>', 'the folder of sections.csv, opinions.jsonl, arguments.jsonl, sources.jsonl')
    .action((folder: string) =>
      withDatabase(async (database) => {
        const progress = bar()
        progress.start(0, 0, { stage: 'checking' })
        const report = await importRepubliqueNumerique(systemContext(database), folder, {
          onProgress: ({ done, total, stage }) => {
            progress.setTotal(total)
            progress.update(done, { stage })
          },
        }).finally(() => progress.stop())
        say(JSON.stringify(report, null, 2))
      }),
    )
}
