import type { WriteContext } from '@cahier/kernel'

/** What an import writes through: the contexts of every domain that it fills. */
export type InterchangeContext = WriteContext

/** How far an import is. */
export interface ImportProgress {
  /** What is being done: `checking`, or the rows that are written, as `arguments`. */
  stage: string
  /** Rows written so far, of all the stages. */
  done: number
  /** Rows to write in all; 0 until the folder is checked. */
  total: number
}
