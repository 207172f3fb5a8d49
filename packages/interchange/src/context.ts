import type { WriteContext } from '@cahier/kernel'

/** What an import writes through: the contexts of every domain that it fills. */
export type InterchangeContext = WriteContext

/** How far an import is: the file being read, and its lines done. */
export interface ImportProgress {
  file: string
  lines: number
}
