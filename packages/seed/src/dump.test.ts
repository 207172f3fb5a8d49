import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { migrationsFolder } from '@cahier/db'
import { expect, test } from 'vitest'
import { seedDump } from './dump'

interface Task {
  taskId: string
  inputs: Record<string, string>
  outputs: string[]
  dependencies: string[]
}

const root = join(import.meta.dirname, '../../..')

/** What turbo makes the dump again for, when it changes. */
const plannedDump = (): Task | undefined => {
  const turbo = join(root, 'node_modules/.bin/turbo')
  const { stdout } = spawnSync(turbo, ['run', 'dump', '--filter=@cahier/seed', '--dry=json'], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1' },
  })
  // Of what turbo prints, these fields alone are read.
  const { tasks } = JSON.parse(stdout) as { tasks: Task[] }
  return tasks.find(({ taskId }) => taskId === '@cahier/seed#dump')
}

test('the dump is made again when a migration, a generator or a domain that fills it changes', () => {
  const planned = plannedDump()
  const migrations = readdirSync(migrationsFolder).filter((name) => !name.includes('.'))
  expect(migrations.length).toBeGreaterThan(1)
  for (const name of migrations)
    expect(planned?.inputs).toHaveProperty([`../db/prisma/migrations/${name}/migration.sql`], expect.any(String))
  const filling = ['consultations', 'contributions', 'db', 'events', 'kernel', 'participants', 'seed', 'territories']
  expect(planned?.dependencies).toEqual(expect.arrayContaining(filling.map((name) => `@cahier/${name}#build:js`)))
  expect(planned?.outputs).toEqual([`dist/${basename(seedDump)}`])
})
