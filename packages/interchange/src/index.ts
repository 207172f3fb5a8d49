export type { ImportProgress, InterchangeContext } from './context'
export { ImportRefusedError } from './errors'
export { importRepubliqueNumerique } from './republique-numerique/import'
export type { ImportReport } from './republique-numerique/report'
