import type { ActorKind, ContributionKind } from '@cahier/db'
import { instantIn, someWeek, WEEKS } from './calendar'
import { facts } from './facts'
import { ACTOR_KINDS, type ThemeWords, words, wordsOf } from './grammar'
import type { SyntheticPerson } from './people'
import { pick, type Random, weighted } from './random'

/** A synthetic contribution, before any database; theme and author by their external ids. */
export interface SyntheticContribution {
  externalId: string
  theme: string
  author: string
  kind: ContributionKind
  title: string
  body: string
  publishedAt: Date
}

const CONTRIBUTION_COUNT = 670

/** Every kind comes in any eight in a row, proposals most. */
const KINDS: ContributionKind[] = [
  'PROPOSAL',
  'PROPOSAL',
  'TESTIMONY',
  'PROPOSAL',
  'QUESTION',
  'PROPOSAL',
  'OBSERVATION',
  'TESTIMONY',
]
const KIND_WEIGHTS: Record<ContributionKind, number> = { PROPOSAL: 64, TESTIMONY: 16, QUESTION: 10, OBSERVATION: 10 }
const THEMES = facts.themes.map(({ slug }) => slug)

const TITLES: Record<ContributionKind, (random: Random, said: ThemeWords) => string> = {
  PROPOSAL: (random, said) => `${pick(random, said.actions)} ${pick(random, words.complements)}`,
  TESTIMONY: (random, said) =>
    `Retour d’expérience\u00a0: ${pick(random, said.experiences)} ${pick(random, words.complements)}`,
  QUESTION: (random, said) => pick(random, said.questions),
  OBSERVATION: (random, said) => `Constat\u00a0: ${pick(random, said.observations)}`,
}

const bodyOf = (random: Random, theme: string, kind: ContributionKind, actorKind: ActorKind): string => {
  const said = wordsOf(theme)
  const first = [pick(random, words.speakers[actorKind]), pick(random, said.findings)].join(' ')
  const second = [pick(random, words.framings[kind]), pick(random, said.means), pick(random, said.effects)].join(' ')
  return `${first}\n\n${second} ${pick(random, words.conditions)}`
}

/**
 * Where and when the first contributions fall, so that no cross of two of theme, kind, actor and week is empty: one for each actor in
 * each académie. The steps were searched for, so that the tests of the crosses hold.
 */
const covering = (n: number): { theme: string; kind: ContributionKind; week: number } | undefined => {
  const [actor, academy] = [n % ACTOR_KINDS.length, Math.floor(n / ACTOR_KINDS.length)]
  const theme = THEMES[(actor + academy) % THEMES.length]
  const kind = KINDS[(actor + 2 * academy + Math.floor(academy / 7)) % KINDS.length]
  return theme && kind ? { theme, kind, week: (actor + 3 * academy) % WEEKS.length } : undefined
}

/** The contributions: one by each kind of actor of each académie first, then at random. */
export const makeContributions = (random: Random, people: readonly SyntheticPerson[]): SyntheticContribution[] => {
  const pairs = ACTOR_KINDS.length * new Set(people.map(({ academy }) => academy)).size
  return Array.from({ length: CONTRIBUTION_COUNT }, (_, n) => {
    const place = n < pairs ? covering(n) : undefined
    const author = (place && people[n]) ?? pick(random, people)
    const theme = place?.theme ?? pick(random, THEMES)
    const kind = place?.kind ?? weighted(random, KIND_WEIGHTS)
    return {
      externalId: `synthetic-contribution-${String(n + 1).padStart(4, '0')}`,
      theme,
      author: author.externalId,
      kind,
      title: TITLES[kind](random, wordsOf(theme)),
      body: bodyOf(random, theme, kind, author.actorKind),
      publishedAt: instantIn(random, place?.week ?? someWeek(random)),
    }
  })
}
