import type { Stance } from '@cahier/db'
import { instantAfter } from './calendar'
import type { SyntheticContribution } from './contributions'
import { words } from './grammar'
import type { SyntheticPerson } from './people'
import { pick, type Random, weighted } from './random'

/** A synthetic comment, before any database; a reply names its parent. */
export interface SyntheticComment {
  externalId: string
  contribution: string
  parent: string | null
  author: string
  stance: Stance
  body: string
  createdAt: Date
}

const COMMENT_COUNT = 2_000

const STANCE_WEIGHTS: Record<Stance, number> = { FOR: 48, AGAINST: 24, NEUTRAL: 28 }
const REPLY_SHARE = 0.3

const bodyOf = (random: Random, stance: Stance, isReply: boolean): string =>
  [pick(random, (isReply ? words.replies : words.comments)[stance]), pick(random, words.reasons)].join(' ')

/** The comments: each contribution is commented on once before any is twice; three in ten answer an earlier one. */
export const makeComments = (
  random: Random,
  people: readonly SyntheticPerson[],
  contributions: readonly SyntheticContribution[],
): SyntheticComment[] => {
  const threads = new Map<string, SyntheticComment[]>()
  return Array.from({ length: COMMENT_COUNT }, (_, n) => {
    const contribution = contributions[n] ?? pick(random, contributions)
    const earlier = threads.get(contribution.externalId) ?? []
    const parent = earlier.length > 0 && random() < REPLY_SHARE * 1.5 ? pick(random, earlier) : undefined
    const stance = weighted(random, STANCE_WEIGHTS)
    const comment: SyntheticComment = {
      externalId: `synthetic-comment-${String(n + 1).padStart(4, '0')}`,
      contribution: contribution.externalId,
      parent: parent?.externalId ?? null,
      author: pick(random, people).externalId,
      stance,
      body: bodyOf(random, stance, parent !== undefined),
      createdAt: instantAfter(random, parent?.createdAt ?? contribution.publishedAt),
    }
    threads.set(contribution.externalId, [...earlier, comment])
    return comment
  })
}
