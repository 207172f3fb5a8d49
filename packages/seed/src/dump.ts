import { fileURLToPath } from 'node:url'

/**
 * Path of an embedded database, migrated and seeded, for `createDb`'s `dump`: a new one starts from it instead of being seeded row by row.
 * The script `dump` writes it; nothing is there before.
 */
export const seedDump: string = fileURLToPath(new URL('../dist/egn.tar.gz', import.meta.url))
