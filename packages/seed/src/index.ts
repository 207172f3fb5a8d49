export { seedDump } from './dump'
export type { SeedReport } from './report'
export { seedEgn } from './seed'
