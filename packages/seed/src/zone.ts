const PARIS = 'Europe/Paris'

/** IANA zone by code of académie, where it is not that of Paris. */
const OVERSEAS: Record<string, string> = {
  '28': 'Indian/Reunion',
  '31': 'America/Martinique',
  '32': 'America/Guadeloupe',
  '33': 'America/Cayenne',
  '43': 'Indian/Mayotte',
}

/** The time zone of an académie, by its code; that of Paris without one. */
export const timeZoneOf = (academyCode?: string): string => (academyCode && OVERSEAS[academyCode]) || PARIS

/** How far the wall clock of a zone is ahead of UTC at an instant, in milliseconds. */
const offsetAt = (instant: Date, timeZone: string): number => {
  const wall = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(instant)
  return Date.parse(`${wall.replace(' ', 'T')}Z`) - instant.getTime()
}

/** The instant of a day (`2020-10-07`) and hour (`13:30`) on the wall of a zone. */
export const instantOf = (day: string, hour: string, timeZone: string = PARIS): Date => {
  const guess = new Date(`${day}T${hour}:00Z`)
  return new Date(guess.getTime() - offsetAt(guess, timeZone))
}
