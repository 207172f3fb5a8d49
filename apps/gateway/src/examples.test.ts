import { Kind, parse } from 'graphql'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ExampleTab, exampleTabs } from './examples'
import { openSeededGateway, type Seeded } from './testing/seeded'

let seeded: Seeded
beforeAll(async () => {
  seeded = await openSeededGateway()
}, 120_000)
afterAll(() => seeded.gateway.close())

const operationOf = ({ query }: Pick<ExampleTab, 'query'>) => {
  const [operation] = parse(query).definitions
  return operation?.kind === Kind.OPERATION_DEFINITION ? operation : expect.fail('An example is one operation')
}
const nameOf = (tab: Pick<ExampleTab, 'query'>): string => operationOf(tab).name?.value ?? ''

const run = async (name: string, token: string | undefined) => {
  const tab = seeded.tabs.find((one) => nameOf(one) === name) ?? expect.fail(`No example ${name}`)
  return { tab, answer: await seeded.gateway.ask(tab.query, tab.variables ? JSON.parse(tab.variables) : {}, token) }
}

/** Where an answer has a list without rows. */
const emptyLists = (value: unknown, path = ''): string[] => {
  if (Array.isArray(value)) return value.length === 0 ? [path] : value.flatMap((item) => emptyLists(item, path))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => emptyLists(inner, `${path}.${key}`))
}

test.each(exampleTabs().map(nameOf))('%s runs, and shows something', async (name) => {
  const { MODERATOR, PARTICIPANT } = seeded.tokens
  const { tab, answer } = await run(name, name === 'ModerationQueue' ? MODERATOR : PARTICIPANT)
  expect(answer.errors).toBeUndefined()
  for (const [field, value] of Object.entries(answer.data)) {
    expect({ field, value }).not.toEqual({ field, value: null })
    // A refusal of a mutation is the one that says its code.
    if (operationOf(tab).operation === 'mutation') expect(value).not.toHaveProperty('code')
  }
  if (name === 'ModerationQueue') expect(answer.data.consultation.flags.totalCount).toBeGreaterThan(0)
})

test('the variables of every example are given', () => {
  const { variables, tabs } = seeded
  expect(Object.values(variables).filter((value) => !value)).toEqual([])
  const names = new Set(
    tabs.flatMap((tab) => operationOf(tab).variableDefinitions ?? []).map((one) => one.variable.name.value),
  )
  // A page's place is nothing at first.
  names.delete('after')
  expect(Object.keys(variables)).toEqual(expect.arrayContaining([...names]))
})

test('the queue of moderation is nothing to who does not moderate', async () => {
  const { answer } = await run('ModerationQueue', seeded.tokens.PARTICIPANT)
  expect(answer.data.consultation.flags).toBeNull()
})

test('nothing that an example lists is empty, but for arguments and replies that nobody wrote', async () => {
  const queries = seeded.tabs.filter((tab) => operationOf(tab).operation === 'query').map(nameOf)
  const empty: Record<string, string[]> = {}
  for (const name of queries) {
    const { answer } = await run(name, name === 'ModerationQueue' ? seeded.tokens.MODERATOR : seeded.tokens.PARTICIPANT)
    const paths = [...new Set(emptyLists(answer.data))]
    if (paths.length > 0) empty[name] = paths
  }
  expect(empty).toEqual({
    Contribution: ['.node.comments.nodes.replies.nodes'],
    MostSupportedProposals: ['against', 'for'].map(
      (side) => `.consultation.themes.nodes.contributions.nodes.${side}.nodes`,
    ),
  })
})
