import type { VoteValue } from '@cahier/db'

/** What one participant thinks of a contribution: for themselves alone, never in a public read. */
export interface Vote {
  contributionId: string
  value: VoteValue
  castAt: string
}

/** What voting left: the viewer's vote, and what the contribution's counters are with it. */
export interface VoteResult {
  contributionId: string
  /** Null when they have none. */
  vote: Vote | null
  agreeCount: number
  mixedCount: number
  disagreeCount: number
  /** `agreeCount` and the support that came with an import together. */
  supportCount: number
}
