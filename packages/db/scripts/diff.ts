/** Prints the SQL that takes an old Prisma schema to the present one: `npx tsx packages/db/scripts/diff.ts [folder of the old one]`; with none, from empty. */
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { PrismaPg } from '@prisma/adapter-pg'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import * as engine from '@prisma/schema-engine-wasm/schema_engine_bg'
import { openEmbedded } from '../src/embedded'

const schemaFiles = (folder: string) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.prisma'))
    .map((name) => ({ path: join(folder, name), content: readFileSync(join(folder, name), 'utf8') }))

const wasm = createRequire(import.meta.url)
  .resolve('@prisma/schema-engine-wasm/schema_engine_bg')
  .replace(/\.js$/, '.wasm')
// The package ships its WebAssembly apart from its bindings: the bindings' own type does not say that they take it.
const bindings = engine as unknown as WebAssembly.ModuleImports & { __wbg_set_wasm(exports: unknown): void }
const { instance } = await WebAssembly.instantiate(readFileSync(wasm), { './schema_engine_bg.js': bindings })
bindings.__wbg_set_wasm(instance.exports)
const start = instance.exports.__wbindgen_start
if (typeof start === 'function') start()

const target = schemaFiles(join(import.meta.dirname, '../prisma/schema'))
const previous = process.argv[2]
const adapter = bindMigrationAwareSqlAdapterFactory(new PrismaPg((await openEmbedded({})).pool))
const created = await engine.SchemaEngine.new(
  { datamodels: target.map((file) => [file.path, file.content]) },
  () => undefined,
  adapter,
)
const result = await created.diff({
  from: previous ? { tag: 'schemaDatamodel', files: schemaFiles(previous) } : { tag: 'empty' },
  to: { tag: 'schemaDatamodel', files: target },
  script: true,
  shadowDatabaseUrl: null,
  exitCode: null,
  filters: { externalTables: [], externalEnums: [] },
})
process.stdout.write(result.stdout ?? '')
process.exit(0)
