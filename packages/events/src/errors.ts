/** A school's event overlaps school time: Monday to Friday, `from` to `to` on the clock of the place. */
export class SchoolHoursError extends Error {
  override readonly name = 'SchoolHoursError'
  constructor(
    /** As `08:00`. */
    readonly from: string,
    /** As `17:00`. */
    readonly to: string,
    readonly timeZone: string,
  ) {
    super(`${from}-${to} ${timeZone}`)
  }
}

/** An event cannot have fewer places than registrations that are confirmed. */
export class CapacityBelowConfirmedError extends Error {
  override readonly name = 'CapacityBelowConfirmedError'
  constructor(
    readonly capacity: number,
    readonly confirmedCount: number,
  ) {
    super(`${capacity} < ${confirmedCount}`)
  }
}

/** Why nobody registers for an event, nor changes a registration. */
export type RegistrationClosure = 'EVENT_HIDDEN' | 'EVENT_CANCELLED' | 'EVENT_STARTED'

/** The event takes no registration, nor changes any: `reason` says why. */
export class RegistrationClosedError extends Error {
  override readonly name = 'RegistrationClosedError'
  constructor(readonly reason: RegistrationClosure) {
    super(reason)
  }
}
