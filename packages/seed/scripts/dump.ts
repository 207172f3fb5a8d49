/** Writes the dump that a new embedded database starts from, with the built packages. */
import { writeFile } from 'node:fs/promises'
import { copyDatabase, createDb, migrate } from '@cahier/db'
import { databaseOutbox, system } from '@cahier/kernel'
import { seedDump, seedEgn } from '@cahier/seed'

const filled = await createDb()
await migrate(filled)
const report = await seedEgn({ ...filled, viewer: system, clock: () => new Date(), outbox: databaseOutbox })
// A copy is half as large: each counter that moved left a dead row, and its trace in the log.
const copy = await createDb()
await copyDatabase(filled, copy)
// The embedded database never analyses by itself: what the planner knows of the rows is part of the dump.
await copy.pool.query('ANALYZE')
const dump = await copy.dump?.()
if (dump) await writeFile(seedDump, Buffer.from(await dump.arrayBuffer()))
await Promise.all([filled.close(), copy.close()])
process.stdout.write(`${Math.round((dump?.size ?? 0) / 1024)} kB: ${JSON.stringify(report)}\n`)
