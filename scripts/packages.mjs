/** publint and attw on every package, as it would be published. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pnpm, run } from './stages.mjs'

const folder = mkdtempSync(join(tmpdir(), 'cahier-packages-'))
let failures = 0

const expectSuccess = async (command) => {
  const { code, output } = await run(command, { isShown: false })
  if (code === 0) return
  failures++
  process.stderr.write(`${command}\n${output}\n`)
}

await expectSuccess(pnpm(`--recursive --filter "./packages/*" pack --pack-destination ${folder}`))
for (const tarball of readdirSync(folder)) {
  await expectSuccess(`node_modules/.bin/publint --strict ${join(folder, tarball)}`)
  await expectSuccess(`node_modules/.bin/attw ${join(folder, tarball)} --profile esm-only --no-emoji`)
}
rmSync(folder, { recursive: true })
process.exit(failures === 0 ? 0 : 1)
