import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Gateway } from './server'

const DRAIN_MS = 10_000

/** A port that another process listens on. */
export class PortTakenError extends Error {
  override readonly name = 'PortTakenError'
  constructor(readonly port: number) {
    super(`Port ${port} is taken: stop what listens there, or choose another (PORT=${port + 1} npm start).`)
  }
}

export interface Listening {
  url: string
  /** Takes no new request, answers those in flight, ten seconds at most, then closes. */
  close(): Promise<void>
}

const listenOn = (server: Server, port: number, host: string): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' ? new PortTakenError(port) : error)
    })
    server.listen(port, host, resolve)
  })

const closeOf = (server: Server, gateway: Gateway) => async (): Promise<void> => {
  gateway.drain()
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  server.closeIdleConnections()
  const timer = setTimeout(() => server.closeAllConnections(), DRAIN_MS)
  await closed
  clearTimeout(timer)
  await gateway.yoga.dispose()
}

/** Serves the gateway over HTTP. @throws PortTakenError */
export const listen = async (gateway: Gateway, { port, host }: { port: number; host: string }): Promise<Listening> => {
  const server = createServer(gateway.listener)
  server.on('request', (_, response) => {
    // While draining, a kept-alive connection ends with the answer that it waits for.
    response.on('finish', () => !server.listening && server.closeIdleConnections())
  })
  await listenOn(server, port, host)
  const address = server.address() as AddressInfo
  return { url: `http://${host}:${address.port}/graphql`, close: closeOf(server, gateway) }
}
