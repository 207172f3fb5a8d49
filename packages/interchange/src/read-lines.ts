import { createReadStream } from 'node:fs'
import { access } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { ValidationError, validate } from '@cahier/kernel'
import { CsvError, parse } from 'csv-parse'
import type { z } from 'zod'
import { ImportRefusedError, refuseLine } from './errors'

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
  await access(path).catch(() => refuseLine(file, 0, 'file', 'required'))
  return path
}

const parsed = (file: string, number: number, text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return refuseLine(file, number, 'line', 'invalid')
  }
}

/** Reads a file of one JSON object per line, as it streams; blank lines are skipped. @throws ImportRefusedError */
export async function* readJsonLines<Row>(
  folder: string,
  file: string,
  rules: z.ZodType<Row>,
): AsyncGenerator<Line<Row>> {
  const input = createReadStream(await requireFile(folder, file), 'utf8')
  let number = 0
  for await (const text of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    number++
    if (text.trim() !== '') yield checked(file, number, rules, parsed(file, number, text))
  }
}

/** Reads a CSV file with a header, as it streams. @throws ImportRefusedError */
export async function* readCsv<Row>(folder: string, file: string, rules: z.ZodType<Row>): AsyncGenerator<Line<Row>> {
  const records = createReadStream(await requireFile(folder, file)).pipe(
    parse({ columns: true, bom: true, info: true }),
  )
  try {
    for await (const { record, info } of records) yield checked(file, info.lines, rules, record)
  } catch (error) {
    throw error instanceof CsvError
      ? new ImportRefusedError(file, Number(error.lines ?? 0), [{ path: [], rule: 'invalid' }])
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
