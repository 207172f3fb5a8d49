import { defineConfig } from 'vitest/config'

export default defineConfig({
  resolve: {
    conditions: ['@cahier/source'],
    // One copy of graphql: its CommonJS and ES builds do not recognise each other's types.
    alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }],
  },
  ssr: { resolve: { conditions: ['@cahier/source'] } },
  test: {
    include: ['packages/*/src/**/*.test.ts', 'apps/gateway/src/**/*.test.ts', 'tests/**/*.test.ts'],
    globalSetup: ['./vitest.setup.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    server: { deps: { inline: [/@pothos\//] } },
    coverage: {
      provider: 'v8',
      include: ['packages/*/src/**', 'apps/gateway/src/**'],
      exclude: ['**/generated/**'],
      reporter: ['text-summary'],
    },
  },
})
