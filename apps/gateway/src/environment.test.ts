import { generateSigningKey } from '@cahier/identity'
import { expect, test } from 'vitest'
import { EnvironmentError, readEnvironment } from './environment'

const faultsOf = (variables: NodeJS.ProcessEnv): string[] => {
  try {
    readEnvironment(variables)
    return []
  } catch (error) {
    if (error instanceof EnvironmentError) return error.faults
    throw error
  }
}

test('a good key is read, and an empty variable is one that was not set', async () => {
  const key = await generateSigningKey()
  expect(readEnvironment({ TOKEN_KEY: JSON.stringify(key) }).TOKEN_KEY).toEqual(key)
  expect(faultsOf({ TOKEN_KEY: '', PORT: '' })).toEqual([])
})

test.each(['secret-part-of-a-key', '{kty:EC,d:secret-part}', '{"kty":"EC","x":"secret-part"}', '"secret-part"', '[]'])(
  'a key that is none is a fault of one line, which does not repeat it: %s',
  (TOKEN_KEY) => {
    const faults = faultsOf({ TOKEN_KEY, PORT: 'many' })
    expect(faults).toHaveLength(2)
    expect(faults.join()).toMatch(/TOKEN_KEY/)
    expect(faults.join()).not.toMatch(/secret/)
  },
)

test('production needs a key and a PostgreSQL: a line for each', () => {
  expect(faultsOf({ NODE_ENV: 'production' }).map((line) => line.split(':')[0])).toEqual(['TOKEN_KEY', 'DATABASE_URL'])
})
