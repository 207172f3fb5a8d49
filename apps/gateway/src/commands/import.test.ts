import { appendFile, cp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { createDb } from '@cahier/db'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Ended, isBuilt, ownFolder, runEntry } from '../testing/process'

const fixture = join(import.meta.dirname, '../../../../packages/interchange/fixtures/synthetic')

describe.runIf(isBuilt)('import republique-numerique', { timeout: 120_000 }, () => {
  let folder: Awaited<ReturnType<typeof ownFolder>>
  let data: string
  beforeAll(async () => {
    folder = await ownFolder()
    data = join(folder.path, 'data')
    await cahier('migrate')
  }, 120_000)
  afterAll(() => folder.remove())

  const cahier = (...words: string[]): Promise<Ended> =>
    runEntry('cli', words, { DATA_FOLDER: data, SEED: 'none' }).ended
  const importFrom = (path: string): Promise<Ended> => cahier('import', 'republique-numerique', path)

  /** How many rows each table of what is imported has. */
  const counts = async (): Promise<Record<string, number>> => {
    const database = await createDb(undefined, { folder: data })
    const tables = ['consultation', 'theme', 'participant', 'contribution', 'contributionSource', 'comment', 'vote']
    const selected = tables.map((table) => `(SELECT count(*)::int FROM "${table}") AS "${table}"`)
    const { rows } = await database.pool.query(`SELECT ${selected.join(', ')}`)
    await database.close()
    return rows[0]
  }

  /** A copy of the fixture that `spoil` broke. */
  const broken = async (name: string, spoil: (path: string) => Promise<unknown>): Promise<string> => {
    const path = join(folder.path, name)
    await cp(fixture, path, { recursive: true })
    await spoil(path)
    return path
  }

  const EMPTY = {
    consultation: 0,
    theme: 0,
    participant: 0,
    contribution: 0,
    contributionSource: 0,
    comment: 0,
    vote: 0,
  }
  const NOT_JSON = '{"id": 14, "section_id":\n'
  const UNKNOWN_SECTION = `${JSON.stringify({ id: 14, section_id: 99 })}\n`

  test.each([
    [
      'a line that is not JSON',
      (path: string) => appendFile(join(path, 'opinions.jsonl'), NOT_JSON),
      /opinions\.jsonl:4 /,
    ],
    [
      'a line that lacks fields',
      (path: string) => appendFile(join(path, 'opinions.jsonl'), UNKNOWN_SECTION),
      /opinions\.jsonl:4 /,
    ],
    ['a file that is missing', (path: string) => rm(join(path, 'arguments.jsonl')), /arguments\.jsonl:0 /],
  ])('%s is one line with the file and the line, and nothing is written', async (name, spoil, place) => {
    const { code, stderr } = await importFrom(await broken(name, spoil))
    expect(code).toBe(1)
    expect(stderr.trim().split('\n')).toHaveLength(1)
    expect(stderr).toMatch(place)
    expect(await counts()).toEqual(EMPTY)
  })

  test('twice is once, with the same report', async () => {
    const first = await importFrom(fixture)
    expect(first).toMatchObject({ code: 0, stderr: '' })
    const written = await counts()
    expect(written).toEqual({
      ...EMPTY,
      consultation: 1,
      theme: 2,
      participant: 3,
      contribution: 3,
      contributionSource: 1,
      comment: 3,
    })
    const second = await importFrom(fixture)
    expect(second.code).toBe(0)
    expect(await counts()).toEqual(written)
    const reportOf = ({ stdout }: Ended): unknown => JSON.parse(stdout.slice(stdout.indexOf('{\n')))
    expect(reportOf(second)).toEqual(reportOf(first))
    expect(reportOf(first)).toMatchObject({ sections: 2, opinions: 3, votes: { agree: 12, mixed: 2, disagree: 4 } })
  })
})
