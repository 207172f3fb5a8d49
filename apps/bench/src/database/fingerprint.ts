import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

/** What the database is made of: the project's migrations, the generator, its words. */
const SOURCES = [here('../../../../packages/db/prisma/migrations'), here('../../sql'), here('../../data')]

/** Eight hexadecimal digits that change when the schema, the generator or the scale does. */
export const fingerprintOf = (scale: number): string => {
  const hash = createHash('sha256').update(`scale ${scale}`)
  for (const folder of SOURCES) {
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true }).filter((each) => each.isFile())) {
      hash.update(entry.name).update(readFileSync(join(entry.parentPath, entry.name)))
    }
  }
  return hash.digest('hex').slice(0, 8)
}
