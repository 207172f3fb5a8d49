import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { createDb } from '../client'
import { migrate, migrationsFolder } from '../migrate'

const fingerprint = async (): Promise<string> => {
  const hash = createHash('sha256')
  for (const name of (await readdir(migrationsFolder)).sort()) {
    if (!name.includes('.')) hash.update(await readFile(join(migrationsFolder, name, 'migration.sql')))
  }
  return hash.digest('hex').slice(0, 12)
}

/** The address of another database of the same server. */
export const siblingUrl = (url: string, database: string): string => {
  const sibling = new URL(url)
  sibling.pathname = `/${database}`
  return sibling.href
}

/** Runs one statement on the server of `url`, outside of any test database. */
export const runOnServer = async (url: string, statement: string): Promise<void> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(statement).finally(() => client.end())
}

const templateFile = async (): Promise<string> => join(tmpdir(), 'cahier-tests', `${await fingerprint()}.tar.gz`)
const templateName = async (): Promise<string> => `cahier_template_${await fingerprint()}`

const makeFile = async (): Promise<void> => {
  const file = await templateFile()
  if (await readFile(file).catch(() => undefined)) return
  await mkdir(join(tmpdir(), 'cahier-tests'), { recursive: true })
  const database = await createDb()
  await migrate(database)
  const dump = await database.dump?.()
  if (dump) await writeFile(`${file}.${process.pid}`, Buffer.from(await dump.arrayBuffer()))
  await rename(`${file}.${process.pid}`, file)
  await database.close()
}

const makeDatabase = async (url: string): Promise<void> => {
  const name = await templateName()
  const exists = await runOnServer(url, `CREATE DATABASE "${name}"`).then(
    () => false,
    () => true,
  )
  const database = await createDb(siblingUrl(url, name), { poolSize: 1 })
  if (!exists) await migrate(database)
  await database.close()
}

/** Migrates once what every test's database is cloned from: a file for the embedded one, a template on the server of `url`. */
export const prepareTemplate = (url = process.env.DATABASE_URL): Promise<void> => (url ? makeDatabase(url) : makeFile())

/** What `prepareTemplate` made. */
export const template = { file: templateFile, name: templateName }
