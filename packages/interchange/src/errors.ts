import type { Issue } from '@cahier/kernel'

/** A line of a file does not follow its format: nothing of the folder is written. */
export class ImportRefusedError extends Error {
  override readonly name = 'ImportRefusedError'
  constructor(
    readonly file: string,
    /** From 1; 0 when the file itself is at fault (it is missing, say). */
    readonly line: number,
    readonly issues: Issue[],
  ) {
    super(`${file}:${line} ${issues.map(({ path, rule }) => `${path.join('.')}: ${rule}`).join('; ')}`)
  }
}

/** @throws ImportRefusedError for one field and one rule */
export const refuseLine = (file: string, line: number, field: string, rule: string): never => {
  throw new ImportRefusedError(file, line, [{ path: [field], rule }])
}
