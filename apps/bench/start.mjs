/** `npm run bench`: installs this app, builds the gateway, and measures, all of it on the Node 22 that npm brings. */
import { existsSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build, fail, handOver, install, requireNode, stage } from '../../scripts/stages.mjs'

const here = (path) => fileURLToPath(new URL(path, import.meta.url))
const node = here(`node_modules/node-${process.platform}-${process.arch}/bin/node`)

const isInstalled = () => {
  const installed = here('node_modules/.package-lock.json')
  return existsSync(node) && statSync(installed).mtimeMs >= statSync(here('package-lock.json')).mtimeMs
}

requireNode()
if (process.platform !== 'linux') fail('The benchmark reads processor times from /proc: run it on Linux.')
process.chdir(here('../..'))
if (!isInstalled()) {
  const advice = 'the npm registry must answer; see the lines above.'
  await stage('install (benchmark)', 'npm ci --no-audit --no-fund --prefix apps/bench', { advice })
}
await install()
await build('build:js')

handOver(['--disable-warning=ExperimentalWarning', here('src/main.ts'), ...process.argv.slice(2)], node)
