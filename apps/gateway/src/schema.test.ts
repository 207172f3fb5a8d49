import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { CriticalityLevel, diff } from '@graphql-inspector/core'
import { buildSchema, parse, printSchema, validate, visit } from 'graphql'
import { expect, test } from 'vitest'
import { exampleTabs } from './examples'
import { schema } from './schema'

const committed = join(import.meta.dirname, '../schema.graphql')

test('no change breaks who queries the schema, unless it is named here', async () => {
  // What the committed text has and the code no longer has: changes are made on purpose, by updating the file (vitest -u).
  const changes = await diff(buildSchema(readFileSync(committed, 'utf8')), schema)
  const breaking = changes.filter(({ criticality }) => criticality.level === CriticalityLevel.Breaking)
  expect(breaking.map(({ message }) => message)).toEqual([])
})

test('schema.graphql is what the code builds', async () => {
  await expect(`${printSchema(schema)}\n`).toMatchFileSnapshot(committed)
})

const DESCRIBED = /^(\w+TypeDefinition|FieldDefinition|InputValueDefinition|EnumValueDefinition)$/

test('everything is described', () => {
  const silent: string[] = []
  visit(parse(printSchema(schema)), {
    enter: (node) => {
      if (DESCRIBED.test(node.kind) && 'name' in node && !('description' in node && node.description)) {
        silent.push(`${node.kind} ${node.name?.value}`)
      }
    },
  })
  expect(silent).toEqual([])
})

test('a dozen examples are valid', () => {
  const examples = exampleTabs()
  expect(examples.length).toBeGreaterThanOrEqual(12)
  for (const { query } of examples) expect(validate(schema, parse(query))).toEqual([])
})
