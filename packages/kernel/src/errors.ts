import type { PhaseActivity } from '@cahier/db'

/** One fault of an input: where it is, which rule it breaks, and that rule's figures. */
export interface Issue {
  path: (string | number)[]
  /** Key of the message catalogues, as `tooLong`, `required`, `unknown`. */
  rule: string
  params?: Record<string, string | number>
}

/** The input breaks rules; every fault is listed. */
export class ValidationError extends Error {
  override readonly name = 'ValidationError'
  constructor(readonly issues: Issue[]) {
    super(issues.map(({ path, rule }) => `${path.join('.')}: ${rule}`).join('; '))
  }
}

/** Nobody is signed in, and the act needs somebody. */
export class NotAuthenticatedError extends Error {
  override readonly name = 'NotAuthenticatedError'
}

/** The signed-in person may not do this; `reason` is a key of the message catalogues. */
export class NotAllowedError extends Error {
  override readonly name: string = 'NotAllowedError'
  constructor(
    readonly reason: string,
    readonly data: Record<string, unknown> = {},
  ) {
    super(reason)
  }
}

/** The signed-in person has not joined the consultation. */
export class NotParticipatingError extends NotAllowedError {
  constructor(readonly consultationId: string) {
    super('JOIN_FIRST')
  }
}

/** Nothing of this type has this id, or the viewer may not know that it exists: the two are not told apart. */
export class NotFoundError extends Error {
  override readonly name = 'NotFoundError'
  constructor(
    readonly type: string,
    readonly id: string,
  ) {
    super(`${type} ${id}`)
  }
}

/** The state is not what the caller thinks; `reason` is a key of the message catalogues. */
export class ConflictError extends Error {
  override readonly name = 'ConflictError'
  constructor(
    readonly reason: 'STALE_VERSION' | 'KEY_REUSED' | 'ALREADY_TAKEN' | 'STATE',
    readonly data: Record<string, string | number> = {},
  ) {
    super(reason)
  }
}

/** No phase that runs now opens the act. */
export class PhaseClosedError extends Error {
  override readonly name = 'PhaseClosedError'
  constructor(
    readonly activity: PhaseActivity,
    /** When the next phase that opens it starts (RFC 3339); undefined when none is planned. */
    readonly opensAt?: string,
  ) {
    super(activity)
  }
}

/** @throws NotFoundError when there is nothing */
export const found = <T>(value: T | null | undefined, type: string, id: string): T => {
  if (value === null || value === undefined) throw new NotFoundError(type, id)
  return value
}
