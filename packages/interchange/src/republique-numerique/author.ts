import { createHash } from 'node:crypto'

/** The author of the file as Cahier knows them: nothing that leads back to their account there. */
export interface ImportedAuthor {
  externalId: string
  pseudonym: string
}

/**
 * A participant from an author's id: both come from its hash alone, so that they are the same whatever the order of the lines and whichever
 * of them a folder holds.
 */
export const authorOf = (author: string): ImportedAuthor => {
  const hash = createHash('sha256').update(`republique-numerique-2015 ${author}`).digest()
  const digits = String(hash.readUInt32BE(0) % 1_000_000_000).padStart(9, '0')
  return {
    externalId: hash.toString('hex').slice(0, 32),
    pseudonym: `Contributeur ${digits.replace(/(\d{3})(?=\d)/g, '$1-')}`,
  }
}
