import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { messageKeys } from '@cahier/graphql/testing'
import { GraphQLEnumType } from 'graphql'
import { expect, test } from 'vitest'
import { schema } from './schema'

const packages = join(import.meta.dirname, '../../../packages')

const sources = readdirSync(packages).flatMap((name) => {
  const folder = join(packages, name, 'src')
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts') && !path.startsWith('generated'))
    .map((path) => readFileSync(join(folder, path), 'utf8'))
})

/** What the first group of a pattern matches in any source. */
const written = (pattern: RegExp): string[] =>
  sources.flatMap((text) => [...text.matchAll(pattern)].map(([, key]) => key ?? ''))

const valuesOf = (name: string): string[] => {
  const type = schema.getType(name)
  return type instanceof GraphQLEnumType ? type.getValues().map((value) => value.name) : expect.fail(name)
}

test('every message is in French and in English', () => {
  expect(messageKeys('fr').toSorted()).toEqual(messageKeys('en').toSorted())
})

test.each<[prefix: string, reasons: string[]]>([
  // The kernel makes these of a rule's kind, not of its words.
  ['rule', ['required', 'tooLong', 'tooShort', 'tooMany', 'invalid', 'nul', 'malformed', 'oneLine']],
  ['rule', written(/\brefuse\([^(),]+, '(\w+)'/g)],
  ['rule', written(/\b(?:rule|message): '(\w+)'/g)],
  ['notAllowed', written(/(?:new NotAllowedError|super)\('([A-Z_\d]+)'/g)],
  ['conflict', written(/new ConflictError\('(\w+)'/g)],
  ['loginRefused', valuesOf('LoginRefusalReason')],
  ['sessionEnded', valuesOf('SessionEndReason')],
  ['accessTokenRefused', written(/new AccessTokenRefusedError\('(\w+)'/g)],
  ['registrationClosed', valuesOf('RegistrationObstacle').filter((name) => name.startsWith('EVENT_'))],
])('every refusal has its words: %s', (prefix, reasons) => {
  expect(reasons.length).toBeGreaterThan(0)
  const known = new Set(messageKeys('fr'))
  expect([...new Set(reasons)].filter((reason) => !known.has(`${prefix}.${reason}`))).toEqual([])
})
