/** Does one part of a run and says so on one line, with its time. */
export const stage = async <Result>(name: string, work: () => Promise<Result>): Promise<Result> => {
  const from = performance.now()
  if (process.stdout.isTTY) process.stdout.write(`  ${name}…\r`)
  const result = await work()
  process.stdout.write(`  ${name.padEnd(32)} ${((performance.now() - from) / 1000).toFixed(1)} s\n`)
  return result
}
