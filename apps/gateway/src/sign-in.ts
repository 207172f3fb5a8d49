import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Database } from '@cahier/db'
import {
  createLoginVerifier,
  createTokens,
  DEVELOPMENT_ISSUER,
  type DevelopmentRole,
  developmentTokens,
  generateSigningKey,
  type LoginVerifier,
  loadViewer,
  type Tokens,
} from '@cahier/identity'
import { grantRole, joinConsultation, makeAdministrator } from '@cahier/participants'
import type { JWK } from 'jose'
import type { Environment } from './environment'
import { systemContext } from './open'

/** How logins are verified, and how sessions are kept. */
export interface Identity {
  verifier: LoginVerifier
  tokens: Tokens
}

/** The key of a development gateway, kept beside its data so that tokens outlive a restart. */
const developmentKey = async (folder: string): Promise<JWK> => {
  const file = `${folder}.key.json`
  const known = await readFile(file, 'utf8').catch(() => undefined)
  if (known) return JSON.parse(known) as JWK
  const key = await generateSigningKey()
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, JSON.stringify(key), { mode: 0o600 })
  return key
}

/** The identity of the settings; development tokens are accepted everywhere but in production. */
export const createIdentity = async (environment: Environment): Promise<Identity> => {
  const {
    NODE_ENV,
    HOST,
    PORT,
    PUBLIC_URL = `http://${HOST}:${PORT}`,
    TOKEN_KEY,
    OIDC_ISSUERS,
    DATA_FOLDER,
  } = environment
  const key = TOKEN_KEY ?? (await developmentKey(DATA_FOLDER))
  const acceptDevelopment = NODE_ENV !== 'production'
  return {
    verifier: createLoginVerifier({ issuers: OIDC_ISSUERS }),
    tokens: await createTokens({ issuer: PUBLIC_URL, audience: PUBLIC_URL, privateKeys: [key], acceptDevelopment }),
  }
}

const enrolIn = (database: Database, consultationId: string) => async (personId: string, role: DevelopmentRole) => {
  const platform = systemContext(database)
  if (role === 'ADMINISTRATOR') {
    await makeAdministrator(platform, { issuer: DEVELOPMENT_ISSUER, subject: 'administrator' })
    return
  }
  const viewer = await loadViewer(platform, personId)
  if (!viewer) return
  const joining = { consultationId, actorKind: 'OTHER' } as const
  const { id: participantId } = await joinConsultation({ ...platform, viewer }, joining)
  if (role !== 'PARTICIPANT') await grantRole(platform, { consultationId, participantId, role })
}

/** A token for each role in the oldest consultation; none where there is no consultation. */
export const printableTokens = async (
  database: Database,
  { tokens }: Identity,
): Promise<Partial<Record<DevelopmentRole, string>>> => {
  const consultation = await database.sql
    .selectFrom('consultation')
    .select('id')
    .where('status', '=', 'PUBLISHED')
    .orderBy('createdAt')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  if (!consultation) return {}
  const options = { consultationId: consultation.id, enrol: enrolIn(database, consultation.id) }
  return developmentTokens(systemContext(database), tokens, options)
}
