import { readEnvironment } from './environment'
import { fail } from './stages'
import { start } from './start'

// The first signal drains; a second one ends at once.
const onSignal = (close: () => Promise<void>): void => {
  let isClosing = false
  const end = (): void => {
    if (isClosing) process.exit(1)
    isClosing = true
    process.stdout.write('\nClosing: answering what is in flight…\n')
    close().then(
      () => process.exit(0),
      (error: unknown) => fail(String(error)),
    )
  }
  process.on('SIGINT', end)
  process.on('SIGTERM', end)
}

try {
  const { close } = await start(readEnvironment(process.env))
  onSignal(close)
} catch (error) {
  fail(error instanceof Error ? error.message : String(error))
}
