import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')
const isBuilt = existsSync(join(root, 'packages/db/dist/index.d.ts'))
const FIVE_MINUTES = 300_000
const folder = mkdtempSync(join(tmpdir(), 'cahier-tarballs-'))
const tarballs: Record<string, string> = {}

const run = (command: string, cwd: string): string => {
  const { npm_config_package: _outer, ...env } = process.env
  const { status, stdout, stderr } = spawnSync(command, {
    shell: true,
    cwd,
    encoding: 'utf8',
    timeout: FIVE_MINUTES,
    env: { ...env, DATABASE_URL: '' },
  })
  if (status !== 0) throw new Error(`${command}: ${stdout}\n${stderr}`)
  return stdout
}

const catalogued = (name: string): string =>
  new RegExp(`^ {2}"?${name.replace('/', '\\/')}"?: (.+)$`, 'm').exec(
    readFileSync(join(root, 'pnpm-workspace.yaml'), 'utf8'),
  )?.[1] ?? 'latest'

/** An empty folder, outside of the repository, with these packages from their tarballs and these from the registry. */
const installed = (name: string, ours: string[], others: string[], script: string): string => {
  const home = join(folder, name)
  run(`mkdir ${name}`, folder)
  const file = (packageName: string): string => `file:${tarballs[packageName]}`
  const dependencies = Object.fromEntries([
    ...ours.map((packageName) => [packageName, file(packageName)]),
    ...others.map((packageName) => [packageName, catalogued(packageName)]),
  ])
  // What a tarball asks of another package of ours is that one's tarball, not what a registry would have.
  const overrides = Object.fromEntries(
    Object.keys(tarballs)
      .filter((packageName) => !ours.includes(packageName))
      .map((packageName) => [packageName, file(packageName)]),
  )
  writeFileSync(
    join(home, 'package.json'),
    JSON.stringify({ name, private: true, type: 'module', dependencies, overrides }),
  )
  writeFileSync(join(home, 'main.ts'), script)
  run('npm install --no-audit --no-fund --loglevel=error --prefer-offline', home)
  return home
}

describe.skipIf(!isBuilt)('packages, packed and installed elsewhere', () => {
  beforeAll(() => {
    for (const name of readdirSync(join(root, 'packages'))) {
      const packed = run(`npx -y pnpm@10.34.8 --silent pack --pack-destination ${folder}`, join(root, 'packages', name))
      tarballs[`@cahier/${name}`] = packed.trim().split('\n').at(-1) ?? ''
    }
  }, FIVE_MINUTES)
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test('a consultation with two themes in ten lines, with no GraphQL installed', { timeout: FIVE_MINUTES }, () => {
    const home = installed(
      'alone',
      ['@cahier/db', '@cahier/kernel', '@cahier/consultations', '@cahier/themes'],
      ['tsx', 'typescript', '@types/node'],
      `import { createConsultation } from '@cahier/consultations'
import { createDb, migrate } from '@cahier/db'
import { databaseOutbox, system } from '@cahier/kernel'
import { createTheme, listThemes } from '@cahier/themes'
const database = await createDb()
await migrate(database)
const ctx = { ...database, viewer: system, clock: () => new Date(), outbox: databaseOutbox }
const { id: consultationId } = await createConsultation(ctx, { slug: 'essai', title: { fr: 'Essai' }, summary: { fr: 'Un essai' }, defaultLocale: 'fr' })
for (const slug of ['un', 'deux']) await createTheme(ctx, { consultationId, slug, title: { fr: slug } })
console.log((await listThemes(ctx, { consultationId })).nodes.map((theme) => theme.slug).join(' '))
await database.close()
`,
    )
    expect(existsSync(join(home, 'node_modules/graphql'))).toBe(false)
    expect(existsSync(join(home, 'node_modules/@pothos'))).toBe(false)
    run('npx tsc --noEmit --strict --skipLibCheck --target es2023 --module nodenext --types node main.ts', home)
    expect(run('npx tsx main.ts', home).trim()).toBe('un deux')
  })

  test('a gateway of the ground packages, themes and contributions, with neither events nor moderation', {
    timeout: FIVE_MINUTES,
  }, () => {
    const home = installed(
      'composed',
      [
        '@cahier/db',
        '@cahier/kernel',
        '@cahier/graphql',
        '@cahier/consultations',
        '@cahier/participants',
        '@cahier/territories',
        '@cahier/themes',
        '@cahier/contributions',
      ],
      ['tsx', 'graphql', '@pothos/core', 'graphql-yoga'],
      `import '@cahier/consultations/graphql'
import '@cahier/participants/graphql'
import '@cahier/territories/graphql'
import '@cahier/themes/graphql'
import '@cahier/contributions/graphql'
import { buildSchema } from '@cahier/graphql'
import { createDb, migrate } from '@cahier/db'
import { databaseOutbox, system, visitor } from '@cahier/kernel'
import { createConsultation, publishConsultation } from '@cahier/consultations'
import { createTheme } from '@cahier/themes'
import { createYoga } from 'graphql-yoga'
const database = await createDb()
await migrate(database)
const ctx = { ...database, clock: () => new Date(), outbox: databaseOutbox, locales: ['fr'], interfaceLocale: 'fr', themeContentMovers: [] }
const platform = { ...ctx, viewer: system }
const draft = await createConsultation(platform, { slug: 'essai', title: { fr: 'Essai' }, summary: { fr: 'Un essai' }, defaultLocale: 'fr' })
await publishConsultation(platform, { id: draft.id, version: draft.version })
await createTheme(platform, { consultationId: draft.id, slug: 'un', title: { fr: 'Un' } })
const schema = buildSchema()
const yoga = createYoga({ schema, context: { ...ctx, viewer: visitor }, logging: false })
const query = '{ consultation(slug: "essai") { themes { nodes { slug contributions { totalCount } } } } }'
const answer = await yoga.fetch('http://localhost/graphql', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query }) })
console.log(JSON.stringify({ types: ['Event', 'Flag'].filter((name) => schema.getType(name)), answer: await answer.json() }))
await database.close()
`,
    )
    expect(existsSync(join(home, 'node_modules/@cahier/events'))).toBe(false)
    expect(JSON.parse(run('npx tsx main.ts', home))).toEqual({
      types: [],
      answer: { data: { consultation: { themes: { nodes: [{ slug: 'un', contributions: { totalCount: 0 } }] } } } },
    })
  })
})
