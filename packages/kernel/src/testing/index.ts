import type { Role } from '@cahier/db'
import { openTestDb, type TestDatabase } from '@cahier/db/testing'
import { databaseOutbox } from '../outbox'
import { type PersonViewer, system, type Viewer } from '../viewer'

/** A database of the test's own, as a context of the platform itself. */
export interface TestContext extends TestDatabase {
  viewer: Viewer
  clock: () => Date
  outbox: typeof databaseOutbox
}

/** Opens a test database as a write context; `{ ...ctx, viewer }` is the same for another viewer. */
export const openTestContext = async (): Promise<TestContext> => ({
  ...(await openTestDb()),
  viewer: system,
  clock: () => new Date(),
  outbox: databaseOutbox,
})

/** The viewer that a participant's person is, with these roles in the participant's consultation. */
export const viewerOf = (
  participant: { id: string; personId: string | null; consultationId: string },
  ...roles: Role[]
): PersonViewer => {
  if (!participant.personId) throw new Error('This participant has no person')
  return {
    kind: 'person',
    personId: participant.personId,
    isAdministrator: false,
    roles: new Map([[participant.consultationId, new Set<Role>(['PARTICIPANT', ...roles])]]),
    participants: new Map([[participant.consultationId, participant.id]]),
  }
}

/** An administrator of the platform, who has joined nothing. */
export const administrator = (personId: string): PersonViewer => ({
  kind: 'person',
  personId,
  isAdministrator: true,
  roles: new Map(),
  participants: new Map(),
})
