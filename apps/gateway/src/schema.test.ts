import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { CriticalityLevel, diff } from '@graphql-inspector/core'
import {
  buildSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  parse,
  printSchema,
  validate,
} from 'graphql'
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

test('everything is described', () => {
  const silent: string[] = []
  for (const type of Object.values(schema.getTypeMap())) {
    if (isIntrospectionType(type) || /^(String|Int|Float|Boolean|ID)$/.test(type.name)) continue
    if (!type.description) silent.push(type.name)
    if (isEnumType(type))
      silent.push(
        ...type
          .getValues()
          .filter((value) => !value.description)
          .map(({ name }) => `${type.name}.${name}`),
      )
    if (!isObjectType(type) && !isInterfaceType(type) && !isInputObjectType(type)) continue
    for (const field of Object.values(type.getFields())) {
      if (!field.description) silent.push(`${type.name}.${field.name}`)
      if ('args' in field)
        silent.push(
          ...field.args.filter((arg) => !arg.description).map(({ name }) => `${type.name}.${field.name}(${name})`),
        )
    }
  }
  expect(silent).toEqual([])
})

test('a dozen examples are valid', () => {
  const examples = exampleTabs()
  expect(examples.length).toBeGreaterThanOrEqual(12)
  for (const { query } of examples) expect(validate(schema, parse(query))).toEqual([])
})
