/** `npm run cahier -- …`: the command line, built if it is not. */
import { existsSync } from 'node:fs'
import { build, handOver, install, requireNode } from './stages.mjs'

requireNode()
if (!existsSync('apps/gateway/dist/cli.js')) {
  await install()
  await build()
}
handOver(['apps/gateway/dist/cli.js', ...process.argv.slice(2)])
