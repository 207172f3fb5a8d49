import { refuseLine } from '../errors'
import { type Line, readCsv, readJsonLines } from '../read-lines'
import { argumentRules, files, opinionRules, type Section, sectionRules, sourceRules } from './formats'

/** What the first reading keeps: the sections whole, who wrote, and how much there is. */
export interface CheckedFolder {
  sections: Section[]
  /** When each author first wrote, by their id as the files write it. */
  authors: Map<string, Date>
  /** Rows of the opinions, the arguments and the sources. */
  rows: number
}

interface Written {
  id: number
  author: string
  created_at: Date
}

const once = (file: string, seen: Set<number>, { number, row }: Line<{ id: number }>): void => {
  if (seen.has(row.id)) refuseLine(file, number, 'id', 'duplicate')
  seen.add(row.id)
}

const known = (file: string, number: number, field: string, ids: ReadonlySet<number>, id: number): void => {
  if (!ids.has(id)) refuseLine(file, number, field, 'unknown')
}

/** Checks a file of what people wrote: each id once, each parent known. Returns the ids. */
const checkWritten = async <Row extends Written>(
  checked: CheckedFolder,
  file: string,
  lines: AsyncIterable<Line<Row>>,
  parent: { field: string; ids: ReadonlySet<number>; of: (row: Row) => number },
): Promise<Set<number>> => {
  const ids = new Set<number>()
  for await (const line of lines) {
    const { author, created_at } = line.row
    once(file, ids, line)
    known(file, line.number, parent.field, parent.ids, parent.of(line.row))
    const earlier = checked.authors.get(author)
    if (!earlier || created_at < earlier) checked.authors.set(author, created_at)
    checked.rows++
  }
  return ids
}

/**
 * Reads the four files through before anything is written: of a folder with a fault, nothing comes in.
 * @throws ImportRefusedError, with the file and line of the first fault
 */
export const checkFolder = async (folder: string): Promise<CheckedFolder> => {
  const checked: CheckedFolder = { sections: [], authors: new Map(), rows: 0 }
  const sectionIds = new Set<number>()
  for await (const line of readCsv(folder, files.sections, sectionRules)) {
    once(files.sections, sectionIds, line)
    checked.sections.push(line.row)
  }
  const opinions = readJsonLines(folder, files.opinions, opinionRules)
  const section = { field: 'section_id', ids: sectionIds, of: (row: { section_id: number }) => row.section_id }
  const opinionIds = await checkWritten(checked, files.opinions, opinions, section)
  const opinion = { field: 'opinion_id', ids: opinionIds, of: (row: { opinion_id: number }) => row.opinion_id }
  const args = readJsonLines(folder, files.arguments, argumentRules)
  await checkWritten(checked, files.arguments, args, opinion)
  await checkWritten(checked, files.sources, readJsonLines(folder, files.sources, sourceRules), opinion)
  return checked
}
