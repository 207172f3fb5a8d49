import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ImportRefusedError } from '../errors'
import { checkFolder } from './check'

const synthetic = join(import.meta.dirname, '../../fixtures/synthetic')
let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cahier-interchange-'))
  await cp(synthetic, folder, { recursive: true })
})
afterEach(() => rm(folder, { recursive: true }))

/** Changes the text of one file of the copy. */
const change = async (file: string, work: (text: string) => string): Promise<void> => {
  const path = join(folder, file)
  await writeFile(path, work(await readFile(path, 'utf8')))
}

/** Changes fields of one line of a file of JSON lines, numbered from 1. */
const changeLine = (file: string, number: number, fields: Record<string, unknown>): Promise<void> =>
  change(file, (text) => {
    const lines = text.trimEnd().split('\n')
    lines[number - 1] = JSON.stringify({ ...JSON.parse(lines[number - 1] ?? '{}'), ...fields })
    return `${lines.join('\n')}\n`
  })

const refusal = async () => {
  const error: unknown = await checkFolder(folder).then(
    () => undefined,
    (refused: unknown) => refused,
  )
  if (!(error instanceof ImportRefusedError)) throw error ?? new Error('Not refused')
  const [issue] = error.issues
  return { file: error.file, line: error.line, at: issue?.path.join('.'), rule: issue?.rule }
}

test('a sound folder: its sections, and its authors with the first time that each wrote', async () => {
  const { sections, authors, rows } = await checkFolder(folder)
  expect(sections.map(({ id }) => id)).toEqual([1, 2])
  expect([...authors.keys()].sort()).toEqual(['usynthetic1', 'usynthetic2', 'usynthetic3'])
  expect(authors.get('usynthetic1')).toEqual(new Date('2015-09-27T08:00:00Z'))
  expect(rows).toBe(3 + 3 + 1)
})

test('line ends of any system read the same', async () => {
  await change('opinions.jsonl', (text) => text.replaceAll('\n', '\r\n'))
  await change('sections.csv', (text) => `\uFEFF${text.replaceAll('\n', '\r\n')}`)
  expect((await checkFolder(folder)).rows).toBe(7)
})

test.each(['sections.csv', 'opinions.jsonl', 'arguments.jsonl', 'sources.jsonl'])('%s is missing', async (file) => {
  await rm(join(folder, file))
  expect(await refusal()).toEqual({ file, line: 0, at: 'file', rule: 'required' })
})

test('a folder that is none', async () => {
  folder = join(folder, 'sections.csv')
  expect(await refusal()).toMatchObject({ file: 'sections.csv', line: 0 })
  folder = join(folder, '..')
})

const MEGABYTE = 'a'.repeat(1_000_000)

test.each<[string, string, number, Record<string, unknown>, string, string]>([
  ['a section that is not there', 'opinions.jsonl', 2, { section_id: 99 }, 'section_id', 'unknown'],
  ['an opinion that is not there', 'arguments.jsonl', 3, { opinion_id: 99 }, 'opinion_id', 'unknown'],
  ['a source of nothing', 'sources.jsonl', 1, { opinion_id: 99 }, 'opinion_id', 'unknown'],
  ['an id twice', 'opinions.jsonl', 3, { id: 11 }, 'id', 'duplicate'],
  ['an argument’s id twice', 'arguments.jsonl', 2, { id: 101 }, 'id', 'duplicate'],
  ['a stance that is none', 'arguments.jsonl', 1, { type: 'MAYBE' }, 'type', 'invalid'],
  ['no title', 'opinions.jsonl', 1, { title: '  ' }, 'title', 'required'],
  ['a field left out', 'opinions.jsonl', 1, { votes_ok: undefined }, 'votes_ok', 'required'],
  ['votes below zero', 'opinions.jsonl', 1, { votes_nok: -1 }, 'votes_nok', 'tooShort'],
  ['more votes than a counter holds', 'opinions.jsonl', 1, { votes_ok: 2 ** 31 }, 'votes_ok', 'tooLong'],
  ['half a vote', 'arguments.jsonl', 1, { votes_count: 0.5 }, 'votes_count', 'invalid'],
  ['a day that is none', 'opinions.jsonl', 1, { created_at: '2015-02-31T99:00:00+0200' }, 'created_at', 'invalid'],
  ['the year 0', 'opinions.jsonl', 1, { created_at: '0000-01-01T00:00:00+0200' }, 'created_at', 'invalid'],
  ['a NUL', 'opinions.jsonl', 1, { body_text: 'a\0b' }, 'body_text', 'nul'],
  ['a NUL in a title', 'opinions.jsonl', 1, { title: 'a\0b' }, 'title', 'nul'],
  ['half a surrogate', 'arguments.jsonl', 2, { body: 'a\ud800b' }, 'body', 'malformed'],
  ['a text of 60 kB', 'arguments.jsonl', 2, { body: MEGABYTE.slice(0, 60_000) }, 'body', 'tooLong'],
  ['a text of 1 MB', 'opinions.jsonl', 2, { body_text: MEGABYTE }, 'body_text', 'tooLong'],
  ['a line of 3 MB', 'opinions.jsonl', 2, { unread: MEGABYTE.repeat(3) }, 'line', 'tooLong'],
  ['a word for a number', 'opinions.jsonl', 1, { votes_ok: 'many' }, 'votes_ok', 'invalid'],
  ['a title of two lines', 'opinions.jsonl', 1, { title: 'a\nb' }, 'title', 'oneLine'],
  ['a link that runs code', 'sources.jsonl', 1, { link: 'javascript:alert(1)' }, 'link', 'invalid'],
  ['a link with a NUL', 'sources.jsonl', 1, { link: 'https://example.org/\0' }, 'link', 'nul'],
])('%s is refused with its file and line', async (_, file, line, fields, at, rule) => {
  await changeLine(file, line, fields)
  expect(await refusal()).toEqual({ file, line, at, rule })
})

test.each([
  ['no JSON', '{"id": 11,'],
  ['a list', '[1, 2]'],
  ['a word', 'null'],
])('a line that holds %s is refused', async (_, text) => {
  await change('arguments.jsonl', (lines) => `${lines.trimEnd()}\n${text}\n`)
  expect(await refusal()).toMatchObject({ file: 'arguments.jsonl', line: 4, rule: 'invalid' })
})

test.each([
  ['an id that is no number', 'x,Section,Un titre,blue,0', 'id', 'invalid'],
  ['a section twice', '2,Section,Un titre,blue,0', 'id', 'duplicate'],
  ['half a title', '3,Section,"Un titre', 'line', 'invalid'],
  ['too few columns', '3,Section', 'line', 'invalid'],
  ['a NUL', '3,Section,a\0b,blue,0', 'title', 'nul'],
])('a section with %s is refused', async (_, text, at, rule) => {
  await change('sections.csv', (lines) => `${lines.trimEnd()}\n${text}\n`)
  expect(await refusal()).toMatchObject({ file: 'sections.csv', line: 4, at, rule })
})
