import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { createDb } from '@cahier/db'
import { canRace } from '@cahier/db/testing'
import { calculateJwkThumbprint, importJWK, type JWK } from 'jose'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Ended, isBuilt, ownFolder, runEntry, serve } from '../testing/process'

describe.runIf(isBuilt)('the command line', { timeout: 120_000 }, () => {
  let folder: Awaited<ReturnType<typeof ownFolder>>
  let settings: Record<string, string>
  beforeAll(async () => {
    folder = await ownFolder()
    settings = { DATA_FOLDER: join(folder.path, 'data') }
  })
  afterAll(() => folder.remove())

  const cahier = (words: string[], extra: Record<string, string> = {}): Promise<Ended> =>
    runEntry('cli', words, { ...settings, ...extra }).ended

  const countIn = async (dataFolder: string, table: 'contribution' | 'vote'): Promise<number> => {
    const database = await createDb(undefined, { folder: dataFolder })
    const { rows } = await database.pool.query(`SELECT count(*)::int AS count FROM "${table}"`)
    await database.close()
    return rows[0].count
  }

  test('what a backup holds is restored whole, and nothing is overwritten', async () => {
    expect((await cahier(['seed'])).code).toBe(0)
    const file = join(folder.path, 'cahier.tar.gz')
    expect((await cahier(['backup', file])).stdout).toMatch(/kB/)
    expect((await cahier(['backup', file])).code).toBe(1)
    expect((await cahier(['restore', file])).stderr).toMatch(/already holds a database/)
    const again = join(folder.path, 'again')
    expect((await cahier(['restore', file], { DATA_FOLDER: again })).code).toBe(0)
    expect(await countIn(again, 'vote')).toBe(3_000)
  })

  test('a folder that another process has open is refused in one line', async () => {
    const served = await serve(settings)
    const { code, stderr } = await cahier(['migrate'])
    expect(code).toBe(1)
    expect(stderr.trim().split('\n')).toHaveLength(1)
    await served.stop()
  })

  test('the first administrator is made by a command, twice the same one', async () => {
    const words = ['administrator', 'https://issuer.test', 'subject-1']
    expect((await cahier(words)).code).toBe(0)
    expect((await cahier(words)).code).toBe(0)
    const database = await createDb(undefined, { folder: settings.DATA_FOLDER ?? '' })
    const administrators = await database.db.person.findMany({ where: { issuer: 'https://issuer.test' } })
    expect(administrators).toMatchObject([{ subject: 'subject-1', isAdministrator: true }])
    await database.close()
  })

  test('a key is a private ES256 key, another one each time', async () => {
    const keys = await Promise.all([cahier(['key']), cahier(['key'])])
    const jwks = keys.map(({ stdout }) => JSON.parse(stdout) as JWK)
    for (const jwk of jwks) await expect(importJWK(jwk, 'ES256')).resolves.toHaveProperty('type', 'private')
    const [one = '', two] = await Promise.all(jwks.map((jwk) => calculateJwkThumbprint(jwk)))
    expect(one).not.toBe(two)
  })

  test('an unknown command is named, with the help', async () => {
    const { code, stderr } = await cahier(['improt'])
    expect(code).not.toBe(0)
    expect(stderr).toMatch(/improt/)
  })

  test.runIf(canRace)('the embedded database moves to an empty PostgreSQL, and to no other', async () => {
    const server = process.env.DATABASE_URL ?? ''
    const name = `cahier_move_${randomBytes(6).toString('hex')}`
    const target = Object.assign(new URL(server), { pathname: `/${name}` }).href
    const client = new pg.Client({ connectionString: server })
    await client.connect()
    await client.query(`CREATE DATABASE "${name}"`)
    try {
      const moved = await cahier(['move', target])
      expect(moved).toMatchObject({ code: 0, stderr: '' })
      expect(moved.stdout).toMatch(/contribution +670/)
      const again = await cahier(['move', target])
      expect(again.code).toBe(1)
      expect(again.stderr).toMatch(/give an empty one/)
      const served = await serve({ DATABASE_URL: target })
      expect(served.tokens).toHaveProperty('MODERATOR')
      await served.stop()
    } finally {
      await client.query(`DROP DATABASE "${name}" WITH (FORCE)`)
      await client.end()
    }
  })
})
