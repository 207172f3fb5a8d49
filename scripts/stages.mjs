import { spawn } from 'node:child_process'

const MINIMUM = [20, 19]
const PNPM = 'pnpm@10.34.8'

/** The environment of what is started: no telemetry, and no variable of an outer npx, which would change what an inner one runs. */
export const environment = (extra = {}) => {
  const { npm_config_package: _outer, ...inherited } = process.env
  return { ...inherited, TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1', CHECKPOINT_DISABLE: '1', ...extra }
}

/** Ends the process with one line that says what to do. */
export const fail = (message) => {
  process.stderr.write(`\n${message}\n`)
  process.exit(1)
}

export const requireNode = () => {
  const [major, minor] = process.versions.node.split('.').map(Number)
  const isOld = major < MINIMUM[0] || (major === MINIMUM[0] && minor < MINIMUM[1])
  if (isOld)
    fail(`Node ${process.versions.node} is too old: install Node ${MINIMUM.join('.')} or later (https://nodejs.org).`)
}

/** Runs a command to its end; its output is shown as it comes, or kept for the case that it fails. Gives the exit code. */
export const run = (command, { env = {}, isShown = true } = {}) =>
  new Promise((resolve) => {
    const child = spawn(command, {
      shell: true,
      env: environment(env),
      stdio: isShown ? 'inherit' : ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk) => {
        output += chunk
      })
    child.on('close', (code) => resolve({ code: code ?? 1, output }))
  })

/** One stage: a line with its time; on failure, what the command said, and one line that says what to do. */
export const stage = async (name, command, { advice, ...options }) => {
  const from = performance.now()
  if (process.stdout.isTTY) process.stdout.write(`  ${name}…\r`)
  const { code, output } = await run(command, { isShown: false, ...options })
  if (code !== 0) {
    process.stderr.write(output)
    fail(`${name} failed: ${advice}`)
  }
  process.stdout.write(`  ${name.padEnd(28)} ${((performance.now() - from) / 1000).toFixed(1)} s\n`)
}

export const pnpm = (words) => `npx -y ${PNPM} ${words}`

export const install = () =>
  stage('install', pnpm('install --frozen-lockfile --prefer-offline'), {
    advice: 'the npm registry must answer; see the lines above.',
  })

export const generate = () =>
  stage('generate', pnpm('exec turbo run generate'), {
    advice: 'the database schema does not generate; see the lines above.',
  })

/** JavaScript and the seed's dump are enough to start. */
const RUNNABLE = 'build:js dump'

/** Besides what runs, the declarations that are packed with it. */
export const PACKABLE = `${RUNNABLE} build:types`

export const build = (tasks = RUNNABLE) =>
  stage('build', pnpm(`exec turbo run ${tasks}`), { advice: 'a package does not build; see the lines above.' })

const PARENT_MS = 250

/**
 * Hands over to a program of the product, with what this process is told: Ctrl-C reaches the whole group by itself, SIGTERM is passed on. The
 * shell that npm puts between dies of it without a word: then the parent changes, and the program is told the same.
 */
export const handOver = (words, node = process.execPath) => {
  const program = spawn(node, words, { env: environment(), stdio: 'inherit' })
  const parent = process.ppid
  // Told once: a second signal would end the program before it has drained.
  let isTold = false
  const end = (tell) => () => {
    if (!isTold && tell) program.kill('SIGTERM')
    isTold = true
  }
  process.on('SIGINT', end(false))
  process.on('SIGTERM', end(true))
  setInterval(() => process.ppid !== parent && end(true)(), PARENT_MS).unref()
  program.on('close', (code, signal) => process.exit(signal ? 1 : (code ?? 1)))
}
