/** `npm run cahier -- …`: the command line, built if it is not. */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { build, environment, install, requireNode } from './stages.mjs'

requireNode()
if (!existsSync('apps/gateway/dist/cli.js')) {
  await install()
  await build()
}
const cli = spawn(process.execPath, ['apps/gateway/dist/cli.js', ...process.argv.slice(2)], {
  env: environment(),
  stdio: 'inherit',
})
process.on('SIGINT', () => undefined)
cli.on('close', (code) => process.exit(code ?? 1))
