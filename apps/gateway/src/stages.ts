const seconds = (from: number): string => `${((performance.now() - from) / 1000).toFixed(1)} s`

/** Does one stage of a start and says so on one line, with its time. */
export const stage = async <Result>(name: string, work: () => Promise<Result>): Promise<Result> => {
  const from = performance.now()
  const result = await work()
  process.stdout.write(`  ${name.padEnd(28)} ${seconds(from)}\n`)
  return result
}

/** Ends the process with one line that says what to do. */
export const fail = (message: string): never => {
  process.stderr.write(`\n${message}\n`)
  process.exit(1)
}
