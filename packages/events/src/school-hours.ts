import { EventScope } from '@cahier/db'
import { SchoolHoursError } from './errors'

/** School time, Monday to Friday, on the clock of the place. */
export const SCHOOL_HOURS = { from: '08:00', to: '17:00' } as const

/** When an event takes place, and on which clock (IANA name). */
interface EventTime {
  startsAt: Date
  endsAt: Date
  timeZone: string
}

const HOUR = 3_600_000
const DAY = 24 * HOUR
/** From Friday at five to Monday at eight, and the hour that a change of clocks may add: nothing longer fits between two school days. */
const LONGEST_BREAK = 64 * HOUR

const timeOf = (clock: string): number => Date.parse(`1970-01-01T${clock}Z`)
const [OPENING, CLOSING] = [timeOf(SCHOOL_HOURS.from), timeOf(SCHOOL_HOURS.to)]

/** What the clock of the place shows, as if it were UTC, in milliseconds. */
const onTheWall = (instant: Date, timeZone: string): number => {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' })
  return Date.parse(`${format.format(instant).replace(' ', 'T')}.${instant.toISOString().slice(-4)}`)
}

const isSchoolDay = (day: number): boolean => ![0, 6].includes(new Date(day).getUTCDay())

/** Whether the event and school time have an instant in common: none when one starts as the other ends. */
export const overlapsSchoolHours = ({ startsAt, endsAt, timeZone }: EventTime): boolean => {
  if (endsAt.getTime() - startsAt.getTime() > LONGEST_BREAK) return true
  const [start, end] = [onTheWall(startsAt, timeZone), onTheWall(endsAt, timeZone)]
  for (let day = Math.floor(start / DAY) * DAY; day < end; day += DAY) {
    if (isSchoolDay(day) && start < day + CLOSING && end > day + OPENING) return true
  }
  return false
}

/**
 * A school's event is outside of school time. Holidays are not known here: on one of their weekdays it is refused as on any other.
 * @throws SchoolHoursError
 */
export const requireOutsideSchoolHours = (event: EventTime & { scope: EventScope }): void => {
  if (event.scope === EventScope.SCHOOL && overlapsSchoolHours(event))
    throw new SchoolHoursError(SCHOOL_HOURS.from, SCHOOL_HOURS.to, event.timeZone)
}

/** Whether the IANA database of time zones has this name, as the runtime knows it: offsets (`+01:00`) are not names. */
export const isTimeZone = (name: string): boolean => {
  if (!/^[A-Z]\w*([/+-]\w+)*$/.test(name)) return false
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== undefined
  } catch {
    return false
  }
}
