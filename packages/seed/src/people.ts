import type { ActorKind } from '@cahier/db'
import type { Academy } from './academy'
import { ACTOR_KINDS, words } from './grammar'
import { pick, type Random, weighted } from './random'

/** A synthetic participant, before any database. */
export interface SyntheticPerson {
  externalId: string
  pseudonym: string
  actorKind: ActorKind
  academy: string
  isUnder15: boolean
}

const PARTICIPANT_COUNT = 1_200

/** How often each kind comes once every kind is in every académie. */
const KIND_WEIGHTS: Record<ActorKind, number> = {
  PUPIL: 12,
  PARENT: 20,
  TEACHER: 30,
  MANAGEMENT: 10,
  STAFF: 6,
  LOCAL_AUTHORITY: 7,
  ASSOCIATION: 6,
  COMPANY: 5,
  OTHER: 4,
}

/** The participants: each kind of actor in each académie once, then at random. */
export const makePeople = (random: Random, academies: readonly Academy[]): SyntheticPerson[] => {
  const everyPair = academies.flatMap(({ code }) => ACTOR_KINDS.map((actorKind) => ({ actorKind, academy: code })))
  return Array.from({ length: PARTICIPANT_COUNT }, (_, n) => {
    const { actorKind, academy } = everyPair[n] ?? {
      actorKind: weighted(random, KIND_WEIGHTS),
      academy: pick(random, academies).code,
    }
    const number = String(n + 1).padStart(4, '0')
    return {
      externalId: `synthetic-participant-${number}`,
      pseudonym: `${pick(random, words.birds)} ${number}`,
      actorKind,
      academy,
      isUnder15: actorKind === 'PUPIL' && random() < 0.6,
    }
  })
}
