import { createHash } from 'node:crypto'

/** The author of the file as Cahier knows them. */
export interface ImportedAuthor {
  externalId: string
  pseudonym: string
}

/**
 * A participant from an author's id: both come from its hash alone, so that they are the same whatever the order of the lines and whichever
 * of them a folder holds. Who has the folder can tell which author of it each one is; nobody else.
 */
export const authorOf = (author: string): ImportedAuthor => {
  const hash = createHash('sha256').update(`republique-numerique-2015 ${author}`).digest()
  const digits = String(hash.readUIntBE(0, 6) % 1_000_000_000_000).padStart(12, '0')
  return {
    externalId: hash.toString('hex').slice(0, 32),
    pseudonym: `Contributeur ${digits.replace(/(\d{3})(?=\d)/g, '$1-')}`,
  }
}
