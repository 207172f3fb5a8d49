import { type Case, voteOf } from '../queries/cases.ts'
import { stacks } from '../stacks/index.ts'
import type { LoadOrder } from './order.ts'

const caseAt = ({ cases, query, connections }: LoadOrder, connection: number, turn: number): Case => {
  if (query === 'Q5') return voteOf(cases, connection, turn)
  const turns = cases.turns[query]
  return turns[(Math.floor((connection * turns.length) / connections) + turn) % turns.length] ?? {}
}

/** The request of a connection at a turn, as it goes over the wire. */
export const wireOf = (order: LoadOrder, connection: number, turn: number): string => {
  const { path, body } = stacks[order.stack].requestOf(order.query, caseAt(order, connection, turn))
  const token = order.tokens[connection]
  const head = [
    `POST ${path} HTTP/1.1`,
    `Host: 127.0.0.1:${order.port}`,
    'Content-Type: application/json',
    'Accept: application/json',
    ...(token ? [`Authorization: Bearer ${token}`] : []),
    `Content-Length: ${Buffer.byteLength(body)}`,
  ]
  return `${head.join('\r\n')}\r\n\r\n${body}`
}
