import type { Academy } from './academy'
import { makeComments, type SyntheticComment } from './comments'
import { makeContributions, type SyntheticContribution } from './contributions'
import { makeEvents, type SeedEvent } from './events'
import { makePeople, type SyntheticPerson } from './people'
import { randomFrom } from './random'
import { makeRegistrations, type SyntheticRegistration } from './registrations'
import { makeVotes, type SyntheticVote } from './votes'

/** All that is synthetic, before any database. */
export interface Participation {
  people: SyntheticPerson[]
  contributions: SyntheticContribution[]
  votes: SyntheticVote[]
  comments: SyntheticComment[]
  events: SeedEvent[]
  registrations: SyntheticRegistration[]
}

/** The day the consultation opened. */
const SEED = 20_200_626

/** Composes the participation from a seed: the same seed and académies give the same texts, dates and votes. */
export const makeParticipation = (academies: readonly Academy[], seed: number = SEED): Participation => {
  const random = randomFrom(seed)
  const people = makePeople(random, academies)
  const contributions = makeContributions(random, people)
  const votes = makeVotes(random, people, contributions)
  const comments = makeComments(random, people, contributions)
  const events = makeEvents(random, academies)
  return { people, contributions, votes, comments, events, registrations: makeRegistrations(random, people, events) }
}
