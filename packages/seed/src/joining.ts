import type { Participation } from './participation'

/** When each participant joined, by external id: at their first act. Those who never acted are left out. */
export const joiningDates = ({ contributions, comments, votes, registrations }: Participation): Map<string, Date> => {
  const acts = [
    ...contributions.map(({ author, publishedAt }) => [author, publishedAt] as const),
    ...comments.map(({ author, createdAt }) => [author, createdAt] as const),
    ...votes.map(({ participant, castAt }) => [participant, castAt] as const),
    ...registrations.map(({ participant, createdAt }) => [participant, createdAt] as const),
  ]
  const dates = new Map<string, Date>()
  for (const [person, date] of acts) {
    const earlier = dates.get(person)
    if (!earlier || date < earlier) dates.set(person, date)
  }
  return dates
}
