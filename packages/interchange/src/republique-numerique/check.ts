import { refuseLine } from '../errors'
import { type Line, readCsv, readJsonLines } from '../read-lines'
import { argumentRules, files, opinionRules, type Section, sectionRules, sourceRules } from './formats'

/** What the first reading keeps: the sections whole, and who wrote. */
export interface CheckedFolder {
  sections: Section[]
  /** Ids of the authors, as the files write them. */
  authors: Set<string>
}

const once = (file: string, seen: Set<number>, { number, row }: Line<{ id: number }>): void => {
  if (seen.has(row.id)) refuseLine(file, number, 'id', 'duplicate')
  seen.add(row.id)
}

const known = (file: string, number: number, field: string, ids: Set<number>, id: number): void => {
  if (!ids.has(id)) refuseLine(file, number, field, 'unknown')
}

/** Reads the four files through before anything is written: a folder comes in whole or not at all. @throws ImportRefusedError */
export const checkFolder = async (folder: string): Promise<CheckedFolder> => {
  const sections: Section[] = []
  const authors = new Set<string>()
  const [sectionIds, opinionIds] = [new Set<number>(), new Set<number>()]
  for await (const line of readCsv(folder, files.sections, sectionRules)) {
    once(files.sections, sectionIds, line)
    sections.push(line.row)
  }
  for await (const line of readJsonLines(folder, files.opinions, opinionRules)) {
    once(files.opinions, opinionIds, line)
    known(files.opinions, line.number, 'section_id', sectionIds, line.row.section_id)
    authors.add(line.row.author)
  }
  const attached = [
    [files.arguments, argumentRules],
    [files.sources, sourceRules],
  ] as const
  for (const [file, rules] of attached) {
    const ids = new Set<number>()
    for await (const line of readJsonLines<{ id: number; opinion_id: number; author: string }>(folder, file, rules)) {
      once(file, ids, line)
      known(file, line.number, 'opinion_id', opinionIds, line.row.opinion_id)
      authors.add(line.row.author)
    }
  }
  return { sections, authors }
}
