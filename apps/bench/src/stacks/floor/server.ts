import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { openPool, settings, whenListening } from '../child.ts'

const pool = openPool()

interface Statement {
  name: string
  text: string
  parameters: string[]
}

/** Each query's statement, and the names of its parameters in their order. */
const statements = new Map<string, Statement>(
  Object.entries({
    Q1: ['theme'],
    Q2: ['contribution'],
    Q3: ['consultation'],
    Q4: ['consultation', 'words'],
    Q5: ['contribution', 'consultation', 'participant', 'value'],
  }).map(([name, parameters]) => {
    const text = readFileSync(new URL(`${name}.sql`, import.meta.url), 'utf8')
    return [`/${name}`, { name, text, parameters }]
  }),
)

const answer = async (request: IncomingMessage, body: string, response: ServerResponse): Promise<void> => {
  const statement = statements.get(request.url ?? '')
  if (!statement) throw new Error(`No query at ${request.url}`)
  const variables = JSON.parse(body)
  const { name, text, parameters } = statement
  const values = parameters.map((parameter) => variables[parameter])
  const { rows } = await pool.query<{ answer: string }>({ name, text, values })
  const bytes = Buffer.from(`{"data":${rows[0]?.answer ?? 'null'}}`)
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': bytes.length })
  response.end(bytes)
}

const server = createServer((request, response) => {
  let body = ''
  request.setEncoding('utf8')
  request.on('data', (chunk: string) => {
    body += chunk
  })
  request.on('end', () => {
    answer(request, body, response).catch((error: unknown) => response.writeHead(500).end(String(error)))
  })
})
server.listen(settings.port, settings.host, whenListening)
