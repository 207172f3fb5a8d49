/** `npm test`: everything, on the embedded database, or on the PostgreSQL of DATABASE_URL. Further words go to vitest. */
import { build, generate, install, PACKABLE, pnpm, requireNode, run } from './stages.mjs'

requireNode()
await install()
await generate()
await build(PACKABLE)
const database = process.env.DATABASE_URL ? 'postgresql' : 'embedded'
const words = process.argv.slice(2).join(' ')
// Each database has a folder of its own: a run empties the one that it reports to.
const folder = `--coverage.reportsDirectory=coverage/${database}`
const report = `--reporter=default --reporter=json --outputFile.json=coverage/tests-${database}.json`
const { code } = await run(pnpm(`exec vitest run --coverage ${folder} ${report} ${words}`))
process.exit(code)
