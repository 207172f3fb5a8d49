import type { Role } from '@cahier/db'
import { NotAllowedError, NotAuthenticatedError, NotParticipatingError } from './errors'

/** A signed-in person, with what they are in each consultation. */
export interface PersonViewer {
  kind: 'person'
  personId: string
  isAdministrator: boolean
  /** By consultation id. */
  roles: ReadonlyMap<string, ReadonlySet<Role>>
  /** Their participant's id, by consultation id. */
  participants: ReadonlyMap<string, string>
}

/** Who asks: anybody (a visitor), a person, or the platform itself (an import, a seed, a worker). */
export type Viewer = { kind: 'visitor' } | { kind: 'system' } | PersonViewer

/** Anybody, with no account. */
export const visitor: Viewer = { kind: 'visitor' }

/** The platform itself: for imports, seeds and workers, never for a request. */
export const system: Viewer = { kind: 'system' }

/** Whether the viewer holds one of the roles in the consultation; administrators and the platform hold all of them. */
export const hasRole = (viewer: Viewer, consultationId: string, ...roles: Role[]): boolean => {
  if (viewer.kind === 'visitor') return false
  if (viewer.kind === 'system' || viewer.isAdministrator) return true
  const held = viewer.roles.get(consultationId)
  return roles.some((role) => held?.has(role))
}

/** Whether the viewer keeps the platform. */
export const isAdministrator = (viewer: Viewer): boolean =>
  viewer.kind === 'system' || (viewer.kind === 'person' && viewer.isAdministrator)

/** The signed-in person. @throws NotAuthenticatedError for anybody else */
export const requirePerson = (viewer: Viewer): PersonViewer => {
  if (viewer.kind !== 'person') throw new NotAuthenticatedError()
  return viewer
}

/** @throws NotAuthenticatedError for a visitor, NotAllowedError without one of the roles in the consultation */
export const requireRole = (viewer: Viewer, consultationId: string, ...roles: Role[]): void => {
  if (viewer.kind === 'visitor') throw new NotAuthenticatedError()
  if (!hasRole(viewer, consultationId, ...roles)) throw new NotAllowedError('ROLE_REQUIRED', { roles })
}

/** @throws NotAuthenticatedError for a visitor, NotAllowedError for who does not keep the platform */
export const requireAdministrator = (viewer: Viewer): void => {
  if (viewer.kind === 'visitor') throw new NotAuthenticatedError()
  if (!isAdministrator(viewer)) throw new NotAllowedError('ADMINISTRATOR_REQUIRED')
}

/** The viewer's participant in the consultation, if they joined it. */
export const participantIn = (viewer: Viewer, consultationId: string): string | undefined =>
  viewer.kind === 'person' ? viewer.participants.get(consultationId) : undefined

/** @throws NotAuthenticatedError for a visitor, NotParticipatingError for who has not joined the consultation */
export const requireParticipant = (viewer: Viewer, consultationId: string): string => {
  const participantId = requirePerson(viewer).participants.get(consultationId)
  if (!participantId) throw new NotParticipatingError(consultationId)
  return participantId
}
