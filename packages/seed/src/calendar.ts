import { type Random, whole } from './random'

const DAY = 24 * 3_600_000

/** When the platform was open: what is synthetic happens then. */
export const OPENING = Date.parse('2020-06-26T08:00:00Z')
const CLOSING = Date.parse('2020-11-05T17:00:00Z')

/** The Mondays of the weeks of the consultation. */
export const WEEKS = Array.from({ length: 20 }, (_, week) => Date.parse('2020-06-22T00:00:00Z') + week * 7 * DAY)

/** How busy each week is: an opening, a quiet summer, an autumn of meetings. */
const BUSYNESS = [6, 8, 5, 3, 2, 1, 1, 1, 1, 2, 6, 9, 11, 12, 12, 13, 11, 8, 7, 5]

/** The rank of a week, the busy ones more often. */
export const someWeek = (random: Random): number => {
  let left = random() * BUSYNESS.reduce((sum, weight) => sum + weight, 0)
  return Math.max(
    BUSYNESS.findIndex((weight) => {
      left -= weight
      return left < 0
    }),
    0,
  )
}

/** An instant of a week, by day, while the platform is open. */
export const instantIn = (random: Random, week: number): Date => {
  const monday = WEEKS[week] ?? OPENING
  const from = Math.max(monday, OPENING)
  const until = Math.min(monday + 7 * DAY, CLOSING)
  const day = from + Math.floor(random() * Math.ceil((until - from) / DAY)) * DAY
  const instant = Math.floor(day / DAY) * DAY + whole(random, 8 * 60, 16 * 60) * 60_000
  return new Date(Math.min(Math.max(instant, OPENING), CLOSING))
}

/** An instant after another, sooner rather than later, while the platform is open. */
export const instantAfter = (random: Random, after: Date): Date => {
  const room = CLOSING - after.getTime()
  return new Date(after.getTime() + Math.floor(Math.min(room, 45 * DAY) * random() ** 2))
}
