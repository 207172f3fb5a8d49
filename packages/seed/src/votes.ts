import type { VoteValue } from '@cahier/db'
import { instantAfter } from './calendar'
import type { SyntheticContribution } from './contributions'
import type { SyntheticPerson } from './people'
import { pick, type Random, weighted } from './random'

/** A synthetic vote, before any database. */
export interface SyntheticVote {
  contribution: string
  participant: string
  value: VoteValue
  castAt: Date
}

const VOTE_COUNT = 3_000

const VALUE_WEIGHTS: Record<VoteValue, number> = { AGREE: 68, MIXED: 18, DISAGREE: 14 }

/** The votes: one at most per participant and contribution, none on one's own, more on some contributions than on others. */
export const makeVotes = (
  random: Random,
  people: readonly SyntheticPerson[],
  contributions: readonly SyntheticContribution[],
): SyntheticVote[] => {
  const votes = new Map<string, SyntheticVote>()
  while (votes.size < VOTE_COUNT) {
    const favoured = Math.floor(random() ** 2 * contributions.length)
    const contribution = contributions[favoured] ?? pick(random, contributions)
    const { externalId: participant } = pick(random, people)
    const key = `${contribution.externalId} ${participant}`
    if (participant === contribution.author || votes.has(key)) continue
    const castAt = instantAfter(random, contribution.publishedAt)
    votes.set(key, {
      contribution: contribution.externalId,
      participant,
      value: weighted(random, VALUE_WEIGHTS),
      castAt,
    })
  }
  return [...votes.values()]
}
