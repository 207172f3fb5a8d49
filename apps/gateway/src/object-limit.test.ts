import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse, validate } from 'graphql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { exampleTabs } from './examples'
import { LIMITS } from './limits'
import { objectLimit } from './object-limit'
import { schema } from './schema'
import { openTestGateway, type TestGateway } from './testing/gateway'

/** How many objects a document may bring, as the refusal of a limit of none tells. */
const asked = (query: string): number => {
  const [error] = validate(schema, parse(query), [objectLimit(-1)])
  return Number(error?.extensions.asked)
}
const themes = (first: string): string =>
  `{ consultations(first: 2) { nodes { themes(${first}) { nodes { contributions(first: 3) { nodes { author { id } } } } } } } }`

describe('the objects that an operation may bring', () => {
  test('pages under pages multiply: connection, rows, what each row holds', () => {
    // Of 3 rows: a connection, 3 contributions, 3 authors; of 5 themes, each with it; of 2 consultations.
    const contributions = 1 + 3 * 2
    const ofThemes = 1 + 5 * (1 + contributions)
    expect(asked(themes('first: 5'))).toBe(1 + 2 * (1 + ofThemes))
    expect(asked(themes('last: 5'))).toBe(asked(themes('first: 5')))
  })

  test('the usual size counts for a page that names none, the most for one that a variable names', () => {
    expect(asked(themes('first: 20'))).toBe(asked(themes('filter: { isRoot: true }')))
    const variable = `query ($n: Int) ${themes('first: $n')}`
    expect(asked(variable)).toBe(asked(themes('first: 100')))
    expect(asked(themes('first: 1000000'))).toBe(asked(themes('first: 100')))
  })

  test('fragments hide nothing, and count where they are spread', () => {
    const nodes = 'nodes { author { id } }'
    const plain = `{ consultations(first: 2) { nodes { contributions(first: 7) { ${nodes} } } } }`
    const hidden = `{ consultations(first: 2) { ...All } }
      fragment All on ConsultationConnection { nodes { ... { contributions(first: 7) { ...Page ...Page } } } }
      fragment Page on ContributionConnection { nodes { author { id } } }`
    const twice = plain.replace(nodes, `${nodes} again: ${nodes}`)
    expect(asked(hidden)).toBe(asked(twice))
    const sizes = `{ a: consultations(first: 3) { ...P } b: consultations(first: 50) { ...P } }
      fragment P on ConsultationConnection { nodes { id } }`
    expect(asked(sizes)).toBe(1 + 3 + 1 + 50)
  })

  test('edges count as their rows do, ids by their number, a cycle of fragments ends', () => {
    expect(asked('{ consultations(first: 4) { edges { node { id } } } }')).toBe(1 + 4 * 2)
    expect(asked('{ nodes(ids: ["a", "b"]) { id } }')).toBe(2)
    expect(asked('{ ...A } fragment A on Query { ...B } fragment B on Query { ...A viewer { isAdministrator } }')).toBe(
      1,
    )
  })

  test('fragments that double at each of many steps are counted at once', () => {
    const steps = Array.from(
      { length: 200 },
      (_, n) => `fragment F${n} on ConsultationConnection { ...F${n + 1} ...F${n + 1} }`,
    )
    const last = 'fragment F200 on ConsultationConnection { nodes { id } }'
    const from = performance.now()
    expect(asked(`{ consultations(first: 5) { ...F0 } } ${steps.join(' ')} ${last}`)).toBeGreaterThan(1e50)
    expect(performance.now() - from).toBeLessThan(1_000)
  })
})

describe('the gateway', () => {
  let gateway: TestGateway
  beforeAll(async () => {
    gateway = await openTestGateway()
  })
  afterAll(() => gateway.close())

  test('the limit passes, one more is refused by name, and nothing is executed', async () => {
    const query = '{ consultations(first: 100) { nodes { themes(first: 100) { nodes { id } } } } }'
    const count = asked(query)
    expect(validate(schema, parse(query), [objectLimit(count)])).toEqual([])
    expect(validate(schema, parse(query), [objectLimit(count - 1)])).toHaveLength(1)
    const deep = `{ consultations(first: 100) { nodes { themes(first: 100) { nodes { contributions(first: 100) { nodes { id } } } } } } }`
    const statements = await gateway.database.statementsOf(async () => {
      const { errors, data } = await gateway.ask(deep)
      expect(errors[0].extensions).toMatchObject({ code: 'TOO_MANY_OBJECTS', most: LIMITS.objects })
      expect(errors[0].message).toMatch(/objects limit/i)
      expect(data).toBeUndefined()
    })
    expect(statements).toEqual([])
  })

  test('an honest dashboard passes: the examples, and the queries of the benchmark at a hundred rows', () => {
    const folder = join(import.meta.dirname, '../../bench/src/stacks/gateway')
    const benchmark = readdirSync(folder)
      .filter((name) => name.endsWith('.graphql'))
      .map((name) => readFileSync(join(folder, name), 'utf8').replaceAll(/first: \d+/g, 'first: 100'))
    expect(benchmark).toHaveLength(5)
    for (const query of [...benchmark, ...exampleTabs().map((tab) => tab.query)]) {
      expect(validate(schema, parse(query), [objectLimit(LIMITS.objects)])).toEqual([])
    }
  })
})
