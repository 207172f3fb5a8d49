/** `npm start`: from a clean clone to a served schema. */
import { build, handOver, install, requireNode } from './stages.mjs'

requireNode()
process.stdout.write('Cahier\n')
await install()
await build()
// Requests leave much behind that is short-lived: with more room for it, it is collected less often.
handOver(['--max-semi-space-size=64', 'apps/gateway/dist/main.js'])
