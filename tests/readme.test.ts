import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')
const packages = readdirSync(join(root, 'packages')).filter((name) =>
  existsSync(join(root, 'packages', name, 'package.json')),
)

const exampleOf = (name: string): string | undefined =>
  /```ts\n([\s\S]*?)```/.exec(readFileSync(join(root, 'packages', name, 'README.md'), 'utf8'))?.[1]

test.each(packages)('the example in the README of %s runs and says something', { timeout: 70_000 }, (name) => {
  const example = exampleOf(name)
  expect(example, 'a ts block').toBeDefined()
  const folder = join(root, 'packages', name, '.readme')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'example.mts'), example ?? '')
  const conditions = ['--conditions=@cahier/source', '--import', 'tsx', join(folder, 'example.mts')]
  const { status, stdout, stderr } = spawnSync(process.execPath, conditions, {
    cwd: join(root, 'packages', name),
    encoding: 'utf8',
    timeout: 60_000,
    // The example is of the embedded database, whatever the suite runs on.
    env: { ...process.env, DATABASE_URL: '', NODE_ENV: 'test' },
  })
  rmSync(folder, { recursive: true, force: true })
  expect({ status, stderr }).toMatchObject({ status: 0 })
  expect(stdout.trim()).not.toBe('')
})
