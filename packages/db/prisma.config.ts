import { defineConfig } from 'prisma/config'

// generate, validate and format need no engine: naming an existing file stops its download and any call to another host.
if (process.argv.some((word) => ['generate', 'validate', 'format'].includes(word))) {
  process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath
  process.env.CHECKPOINT_DISABLE ??= '1'
}

export default defineConfig({
  schema: 'prisma/schema',
  migrations: { path: 'prisma/migrations' },
  ...(process.env.DATABASE_URL ? { datasource: { url: process.env.DATABASE_URL } } : {}),
})
