import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { ValidationError, validate } from '@cahier/kernel'
import { CsvError, parse } from 'csv-parse'
import type { z } from 'zod'
import { ImportRefusedError, refuseLine } from './errors'

/** A line is held whole while it is read: longer ones, in characters, are refused before. */
const MAX_LINE = 1_000_000

/** One line of a file, as its rules make it, with its number from 1. */
export interface Line<Row> {
  number: number
  row: Row
}

const checked = <Row>(file: string, number: number, rules: z.ZodType<Row>, value: unknown): Line<Row> => {
  try {
    return { number, row: validate(rules, value) }
  } catch (error) {
    throw error instanceof ValidationError ? new ImportRefusedError(file, number, error.issues) : error
  }
}

const requireFile = async (folder: string, file: string): Promise<string> => {
  const path = join(folder, file)
  const isFile = await stat(path).then(
    (entry) => entry.isFile(),
    () => false,
  )
  return isFile ? path : refuseLine(file, 0, 'file', 'required')
}

const parsed = (file: string, number: number, text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return refuseLine(file, number, 'line', 'invalid')
  }
}

/** The lines of a file as it streams; node's readline would hold one of any length. */
async function* textLines(file: string, path: string): AsyncGenerator<Line<string>> {
  let [number, rest] = [1, '']
  for await (const chunk of createReadStream(path, 'utf8') as AsyncIterable<string>) {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop() ?? ''
    for (const row of lines) yield { number: number++, row }
    if (rest.length > MAX_LINE) refuseLine(file, number, 'line', 'tooLong')
  }
  yield { number, row: rest }
}

/** Reads a file of one JSON object per line, as it streams; blank lines are skipped. @throws ImportRefusedError */
export async function* readJsonLines<Row>(
  folder: string,
  file: string,
  rules: z.ZodType<Row>,
): AsyncGenerator<Line<Row>> {
  for await (const { number, row } of textLines(file, await requireFile(folder, file))) {
    if (row.trim() !== '') yield checked(file, number, rules, parsed(file, number, row))
  }
}

/** Reads a CSV file with a header, as it streams. @throws ImportRefusedError */
export async function* readCsv<Row>(folder: string, file: string, rules: z.ZodType<Row>): AsyncGenerator<Line<Row>> {
  const records = createReadStream(await requireFile(folder, file)).pipe(
    parse({ columns: true, bom: true, info: true, max_record_size: MAX_LINE }),
  )
  try {
    for await (const { record, info } of records) yield checked(file, info.lines, rules, record)
  } catch (error) {
    throw error instanceof CsvError
      ? new ImportRefusedError(file, Number(error.lines ?? 0), [{ path: ['line'], rule: 'invalid' }])
      : error
  }
}

/** Gathers what streams into lists of `size` at most. */
export async function* inBatches<Item>(items: AsyncIterable<Item>, size: number): AsyncGenerator<Item[]> {
  let batch: Item[] = []
  for await (const item of items) {
    batch.push(item)
    if (batch.length < size) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}
