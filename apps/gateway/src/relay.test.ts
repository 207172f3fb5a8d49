import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Kind, parse, print } from 'graphql'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { exampleTabs } from './examples'
import { ownFolder } from './testing/process'
import { compileForRelay, FRONT_END } from './testing/relay'

const schemaFile = join(import.meta.dirname, '../schema.graphql')

let folder: Awaited<ReturnType<typeof ownFolder>>
beforeEach(async () => {
  folder = await ownFolder()
})
afterEach(() => folder.remove())

/** An example under the name that Relay wants: its module's, and what kind of operation it is. */
const asModule = (query: string): [name: string, document: string] => {
  const [operation] = parse(query).definitions
  if (operation?.kind !== Kind.OPERATION_DEFINITION) return expect.fail('An example is one operation')
  const module = `Example${operation.name?.value}`
  const value = `${module}${operation.operation === 'query' ? 'Query' : 'Mutation'}`
  return [module, print({ ...operation, name: { kind: Kind.NAME, value } })]
}

const examples = Object.fromEntries(exampleTabs().map(({ query }) => asModule(query)))

test('Relay’s compiler takes the schema, every example, and a front end’s lists, fragments and acts', async () => {
  const ended = await compileForRelay(folder.path, schemaFile, { ...examples, ...FRONT_END })
  expect(ended).toEqual({ code: 0, stdout: expect.stringContaining('compiled'), stderr: '' })
  const made = await readdir(join(folder.path, 'src/__generated__'))
  expect(made.length).toBeGreaterThan(Object.keys(examples).length + Object.keys(FRONT_END).length)
  for (const name of [
    'CommentListPaginationQuery',
    'ThemeListPaginationQuery',
    'LatestFirstBackwardQuery',
    'VoteButtonMutation',
  ]) {
    expect(made).toContain(`${name}.graphql.js`)
  }
}, 60_000)

test.each([
  ['a field that is not there', { Broken: 'query BrokenQuery { viewer { nothingOfThatName } }' }],
  ['a variable of another type', { Broken: 'query BrokenQuery($id: String!) { node(id: $id) { id } }' }],
  [
    'a connection on what is none',
    {
      Broken:
        'fragment Broken_theme on Theme { guidingQuestions @connection(key: "Broken_guidingQuestions") { text } }',
    },
  ],
])(
  'it refuses %s',
  async (_, broken) => {
    const ended = await compileForRelay(folder.path, schemaFile, { ...examples, ...broken })
    expect(ended.code).not.toBe(0)
    expect(`${ended.stdout}${ended.stderr}`).toMatch(/Broken/)
  },
  60_000,
)
