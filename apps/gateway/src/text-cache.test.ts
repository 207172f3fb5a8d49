import { expect, test } from 'vitest'
import { createTextCache } from './text-cache'

const charactersOf = (texts: Iterable<string>): number => [...texts].reduce((sum, { length }) => sum + length, 0)

test('texts are known up to a mebibyte in all, and a long one takes no other’s place', () => {
  const cache = createTextCache<object>()
  for (let n = 0; n < 100; n++) cache.set(`${n}${'x'.repeat(60_000)}`, {})
  expect(charactersOf(cache.keys())).toBeLessThanOrEqual(1_048_576)
  const before = cache.size
  cache.set('x'.repeat(900_000), {})
  expect(cache.size).toBe(before)
})

test('a thousand short ones are known', () => {
  const cache = createTextCache<object>()
  for (let n = 0; n < 1_100; n++) cache.set(String(n), {})
  expect([cache.size, cache.has('1099')]).toEqual([1_000, true])
})
