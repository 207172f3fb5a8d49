import { importConsultation } from '@cahier/consultations'
import { importComments, importContributions, importSources } from '@cahier/contributions'
import { requireAdministrator } from '@cahier/kernel'
import { importParticipants } from '@cahier/participants'
import { importThemes } from '@cahier/themes'
import type { z } from 'zod'
import type { ImportProgress, InterchangeContext } from '../context'
import { inBatches, readJsonLines } from '../read-lines'
import { checkFolder } from './check'
import { argumentRules, files, opinionRules, sourceRules } from './formats'
import { type ImportReport, reportImport } from './report'
import { commentRow, contributionRow, type Ids, participantRows, sourceRow, themeRows } from './rows'
import { republiqueNumeriqueSheet } from './sheet'

/** Rows written at once. */
const BATCH = 500

interface ImportOptions {
  /** Told after each batch. */
  onProgress?: (progress: ImportProgress) => void
}

/** Counts the rows written, and tells. */
const progressOf = (total: number, onProgress: (progress: ImportProgress) => void) => {
  let done = 0
  return (stage: string, rows: number): void => {
    done += rows
    onProgress({ stage, done, total })
  }
}

/** Reads a file again and hands its rows over by batches. */
const writeFile = async <Row>(
  folder: string,
  { file, rules }: { file: string; rules: z.ZodType<Row> },
  tell: (stage: string, rows: number) => void,
  write: (rows: Row[]) => Promise<unknown>,
): Promise<void> => {
  for await (const batch of inBatches(readJsonLines(folder, file, rules), BATCH)) {
    await write(batch.map(({ row }) => row))
    tell(file, batch.length)
  }
}

/** Opinions first, since arguments and sources hang on them. */
const writeOpinions = async (
  ctx: InterchangeContext,
  folder: string,
  consultationId: string,
  ids: Omit<Ids, 'contributions'>,
  tell: (stage: string, rows: number) => void,
): Promise<void> => {
  const contributions = new Map<string, string>()
  await writeFile(folder, { file: files.opinions, rules: opinionRules }, tell, async (rows) => {
    const written = rows.map((row) => contributionRow(ids, row))
    for (const [key, id] of await importContributions(ctx, consultationId, written)) contributions.set(key, id)
  })
  const known: Ids = { ...ids, contributions }
  await writeFile(folder, { file: files.arguments, rules: argumentRules }, tell, (rows) =>
    importComments(
      ctx,
      consultationId,
      rows.map((row) => commentRow(known, row)),
    ),
  )
  await writeFile(folder, { file: files.sources, rules: sourceRules }, tell, (rows) =>
    importSources(
      ctx,
      rows.map((row) => sourceRow(known, row)),
    ),
  )
}

/**
 * Brings the République numérique consultation of 2015 in, from the folder of its four files, for the platform and its administrators.
 * The folder is checked through first; then each batch comes in whole. A second time, or after an interruption, adds what is missing alone.
 * @throws ImportRefusedError, with the file and line of the first fault; NotAuthenticatedError, NotAllowedError
 */
export const importRepubliqueNumerique = async (
  ctx: InterchangeContext,
  folder: string,
  { onProgress = () => undefined }: ImportOptions = {},
): Promise<ImportReport> => {
  requireAdministrator(ctx.viewer)
  onProgress({ stage: 'checking', done: 0, total: 0 })
  const { sections, authors, rows } = await checkFolder(folder)
  const tell = progressOf(sections.length + authors.size + rows, onProgress)
  const { id } = await importConsultation(ctx, republiqueNumeriqueSheet)
  const themes = await importThemes(ctx, id, themeRows(sections))
  tell(files.sections, sections.length)
  const participants = await importParticipants(ctx, id, participantRows(authors))
  tell('authors', authors.size)
  await writeOpinions(ctx, folder, id, { themes, participants }, tell)
  return reportImport(ctx, id)
}
