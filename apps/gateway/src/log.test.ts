import { inTransaction } from '@cahier/db'
import { newId } from '@cahier/kernel'
import { pino } from 'pino'
import { expect, test } from 'vitest'
import { logOptions } from './log'
import { publicError } from './refusals'
import { openTestGateway } from './testing/gateway'

const EMAIL = 'someone@example.org'
const person = { id: newId(), issuer: 'https://issuer.test', subject: 'their-subject', email: EMAIL }

test('a fault is logged without the row that the database refused', async () => {
  const { database, close } = await openTestGateway()
  await database.pool.query(`ALTER TABLE "person" ADD CONSTRAINT "odd" CHECK ("email" <> '${EMAIL}')`)
  const lines: string[] = []
  const log = pino(logOptions, { write: (line: string) => void lines.push(line) })
  const insert = (sql: typeof database.sql): Promise<unknown> => sql.insertInto('person').values(person).execute()
  const writes = [
    async () => database.db.person.create({ data: person }),
    () => insert(database.sql),
    () => inTransaction(database, (tx) => insert(tx.sql)),
  ]
  for (const write of writes) await write().catch((error) => publicError(error, 'en', log))
  expect(lines).toHaveLength(3)
  for (const line of lines) {
    expect(line).not.toMatch(/someone@|their-subject/)
    expect(line).toContain('23514')
    expect(JSON.parse(line).err).toMatchObject({ type: expect.any(String), stack: expect.stringContaining('at ') })
  }
  await close()
})
