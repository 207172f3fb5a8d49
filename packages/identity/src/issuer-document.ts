import { z } from 'zod'

const TIMEOUT_MS = 5_000
const MAX_BYTES = 512 * 1024
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

const readBounded = async (response: Response): Promise<string> => {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.length
    if (size > MAX_BYTES) throw new Error('The document of an issuer is too long')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString()
}

/** The address, when keys may be trusted from there: https, or this machine itself. @throws Error otherwise */
export const requireTrustedAddress = (address: string): URL => {
  const url = new URL(address)
  const isTrusted = url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.has(url.hostname))
  if (!isTrusted) throw new Error(`An issuer must be reached through https: ${address}`)
  return url
}

/** A JSON document of an issuer: no redirection followed, 5 s and 512 KiB at most. @throws Error */
export const fetchDocument = async <Document>(address: string, shape: z.ZodType<Document>): Promise<Document> => {
  const response = await fetch(requireTrustedAddress(address), {
    redirect: 'error',
    headers: { accept: 'application/json' },
    signal: AbortSignal.timeout(TIMEOUT_MS),
  })
  const text = await readBounded(response)
  if (response.status !== 200) throw new Error(`The issuer answered ${response.status}`)
  return shape.parse(JSON.parse(text))
}

const discovery = z.object({ issuer: z.string(), jwks_uri: z.string() })

/** Where the issuer says that its keys are. @throws Error when the document is another issuer's */
export const discoverKeys = async (issuer: string): Promise<string> => {
  const found = await fetchDocument(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, discovery)
  if (found.issuer !== issuer) throw new Error('The discovery document is of another issuer')
  return found.jwks_uri
}
