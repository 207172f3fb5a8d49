/** `npm start`: from a clean clone to a served schema. */
import { spawn } from 'node:child_process'
import { build, environment, install, requireNode } from './stages.mjs'

requireNode()
process.stdout.write('Cahier\n')
await install()
await build()

// Requests leave much behind that is short-lived: with more room for it, it is collected less often.
const gateway = spawn(process.execPath, ['--max-semi-space-size=64', 'apps/gateway/dist/main.js'], {
  env: environment(),
  stdio: 'inherit',
})
// Ctrl-C reaches the whole group by itself; a signal sent to this process alone is passed on. The gateway drains, then ends.
process.on('SIGINT', () => undefined)
process.on('SIGTERM', () => gateway.kill('SIGTERM'))
gateway.on('close', (code, signal) => process.exit(signal ? 1 : (code ?? 1)))
