export { refuseArchived, requireNotArchived } from './archived'
export type { ReadContext, WriteContext } from './context'
export {
  ConflictError,
  found,
  type Issue,
  NotAllowedError,
  NotAuthenticatedError,
  NotFoundError,
  NotParticipatingError,
  PhaseClosedError,
  ValidationError,
} from './errors'
export { type OnceKey, once } from './idempotency'
export { isId, newId } from './ids'
export { keysetPage, orderedBy, pastCursor } from './keyset'
export { keysetPages, type PageParents } from './keyset-pages'
export type { NewNotice, Notify } from './notice'
export { databaseOutbox, type Outbox, type OutboxFact } from './outbox'
export {
  DEFAULT_PAGE_SIZE,
  MAX_PAGE_SIZE,
  type OrderKey,
  type Page,
  type PageArgs,
  type PageRequest,
  readPageArgs,
  toPage,
} from './page'
export {
  displayName,
  type JoinedParticipant,
  type Participant,
  participantColumns,
  participantOf,
  participantTexts,
} from './participant'
export { areOpen, requireOpenPhase } from './phases'
export { allColumns, type ColumnTexts, selectionOf } from './selection'
export { type LocalisedText, line, localise, prose, slug, type Texts, texts } from './texts'
export { takeTurn } from './turn'
export { refuse, validate } from './validate'
export {
  hasRole,
  isAdministrator,
  type PersonViewer,
  participantIn,
  requireAdministrator,
  requireParticipant,
  requirePerson,
  requireRole,
  system,
  type Viewer,
  visitor,
} from './viewer'
export { inSeenConsultation, isPublic, isSeenBy } from './visibility'
