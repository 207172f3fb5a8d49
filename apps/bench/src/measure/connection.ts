import { connect, type Socket } from 'node:net'

/** One answer: its status line was 200, and its body says no error. */
export interface Answer {
  isGood: boolean
  bytes: number
}

const HEAD_END = Buffer.from('\r\n\r\n')
const LAST_CHUNK = Buffer.from('0\r\n\r\n')
const ERRORS = Buffer.from('"errors"')

interface Reading {
  isGood: boolean
  bytes: number
  /** Undefined: in chunks. */
  expected: number | undefined
}

const startReading = (first: Buffer): Reading => {
  const headEnd = first.indexOf(HEAD_END)
  const head = first.toString('latin1', 0, headEnd).toLowerCase()
  const [, length] = /\r\ncontent-length: (\d+)/.exec(head) ?? []
  return {
    isGood: head.startsWith('http/1.1 200'),
    bytes: 0,
    expected: length === undefined ? undefined : headEnd + HEAD_END.length + Number(length),
  }
}

/**
 * One kept-alive connection that has one request in flight. On two cores the load must cost little: an HTTP client takes several times what
 * this does, and its share would hide the difference between the servers.
 */
export const openConnection = async (
  port: number,
  onAnswer: (answer: Answer) => void,
): Promise<{ send(request: string): void; close(): void }> => {
  const socket = await new Promise<Socket>((resolve, reject) => {
    const opened: Socket = connect({ port, host: '127.0.0.1', noDelay: true }, () => resolve(opened))
    opened.once('error', reject)
  })
  let reading: Reading | undefined
  socket.on('data', (chunk: Buffer) => {
    reading ??= startReading(chunk)
    reading.bytes += chunk.length
    // Each server writes `errors` first or last, so that it is whole in one of the pieces.
    if (chunk.includes(ERRORS)) reading.isGood = false
    const isWhole =
      reading.expected === undefined
        ? chunk.subarray(-LAST_CHUNK.length).equals(LAST_CHUNK)
        : reading.bytes >= reading.expected
    if (!isWhole) return
    const { isGood, bytes } = reading
    reading = undefined
    onAnswer({ isGood, bytes })
  })
  const fail = (): void => onAnswer({ isGood: false, bytes: 0 })
  socket.on('error', fail)
  return { send: (request) => socket.write(request), close: () => socket.destroy() }
}
