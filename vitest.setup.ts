import { prepareTemplate } from './packages/db/src/testing'

/** Migrates once, before any test: every test's database is cloned from what this makes. */
export default async (): Promise<void> => {
  await prepareTemplate('')
  if (process.env.DATABASE_URL) await prepareTemplate(process.env.DATABASE_URL)
}
