/** Writes the dump that a new embedded database starts from, with the built packages. */
import { writeFile } from 'node:fs/promises'
import { createDb, migrate } from '@cahier/db'
import { databaseOutbox, system } from '@cahier/kernel'
import { seedDump, seedEgn } from '@cahier/seed'

const database = await createDb()
await migrate(database)
const report = await seedEgn({ ...database, viewer: system, clock: () => new Date(), outbox: databaseOutbox })
// The embedded database has no autovacuum: what the planner knows of the rows is part of the dump.
await database.pool.query('VACUUM ANALYZE')
const dump = await database.dump?.()
if (dump) await writeFile(seedDump, Buffer.from(await dump.arrayBuffer()))
await database.close()
process.stdout.write(`${seedDump}: ${Math.round((dump?.size ?? 0) / 1024)} kB, ${JSON.stringify(report)}\n`)
