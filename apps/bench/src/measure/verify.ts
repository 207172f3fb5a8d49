import { isDeepStrictEqual } from 'node:util'
import { BenchError, type QueryName } from '../options.ts'
import type { Case } from '../queries/cases.ts'
import { stacks } from '../stacks/index.ts'
import type { Running } from '../stacks/launch.ts'

const INSTANT = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d/
const GLOBAL_ID = /^[A-Z]\w+:([0-9a-f-]{36})$/

const plainText = (text: string): string => {
  if (INSTANT.test(text)) return new Date(text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00')).toISOString()
  return GLOBAL_ID.exec(Buffer.from(text, 'base64').toString())?.[1] ?? text
}

/** The content of an answer, whatever its form: global ids as ids, instants in UTC, connections as lists. */
const contentOf = (value: unknown): unknown => {
  if (typeof value === 'string') return plainText(value)
  if (Array.isArray(value)) return value.map(contentOf)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value)
  const [first] = entries
  if (first?.[0] === 'nodes' && entries.length === 1) return contentOf(first[1])
  return Object.fromEntries(entries.map(([key, part]) => [key, contentOf(part)]))
}

/** What a running stack answers, as content. @throws BenchError for an answer that is an error */
export const contentFrom = async ({ name, port }: Running, query: QueryName, parameters: Case, token?: string) => {
  const { path, body } = stacks[name].requestOf(query, parameters)
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json',
      ...(token && { authorization: `Bearer ${token}` }),
    },
    body,
  })
  const text = await response.text()
  // Its shape is what is being checked.
  const { data, errors } = (response.ok ? JSON.parse(text) : { errors: text }) as { data?: unknown; errors?: unknown }
  if (errors !== undefined) throw new BenchError(`${name}, ${query}: ${JSON.stringify(errors)}`)
  const at = (value: unknown, key: string): unknown => (value as Record<string, unknown> | null)?.[key]
  return contentOf(stacks[name].rootOf[query].reduce(at, data))
}

/** Where two contents part, for whoever has to find out why. */
const firstDifference = (expected: unknown, found: unknown, path = ''): string => {
  const isTree = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
  if (!isTree(expected) || !isTree(found))
    return `${path || 'the root'}: ${JSON.stringify(found)} for ${JSON.stringify(expected)}`
  const keys = [...new Set([...Object.keys(expected), ...Object.keys(found)])]
  const key = keys.find((each) => !isDeepStrictEqual(expected[each], found[each])) ?? ''
  return firstDifference(expected[key], found[key], `${path}/${key}`)
}

/** @throws BenchError unless the stack's answer has the content of the floor's */
export const requireSameContent = (stack: Running, query: QueryName, expected: unknown, found: unknown): void => {
  if (isDeepStrictEqual(expected, found)) return
  throw new BenchError(
    `${stack.name}, ${query} does not answer what the floor does: ${firstDifference(expected, found)}`,
  )
}
