import type { RegistrationStatus } from '@cahier/db'
import type { SeedEvent } from './events'
import type { SyntheticPerson } from './people'
import { pick, type Random, whole } from './random'

/** A synthetic registration, before any database, in the order of arrival. */
export interface SyntheticRegistration {
  event: string
  participant: string
  status: RegistrationStatus
  createdAt: Date
}

const WEEK = 7 * 24 * 3_600_000
const LAST_DAY = Date.parse('2020-11-05T12:00:00Z')

/** Distinct people for an event. */
const comers = (random: Random, people: readonly SyntheticPerson[], count: number): string[] => {
  const chosen = new Set<string>()
  while (chosen.size < count) chosen.add(pick(random, people).externalId)
  return [...chosen]
}

const registrationsOf = (
  random: Random,
  people: readonly SyntheticPerson[],
  event: SeedEvent,
): SyntheticRegistration[] => {
  const wanted = event.capacity === 500 ? 12 : whole(random, 3, 14)
  const last = Math.min(event.startsAt.getTime(), LAST_DAY)
  const arrivals = comers(random, people, wanted).map((participant) => ({ participant, at: last - random() * WEEK }))
  arrivals.sort((a, b) => a.at - b.at)
  return arrivals.map(({ participant, at }, rank) => ({
    event: event.externalId,
    participant,
    status: event.capacity === null || rank < event.capacity ? 'CONFIRMED' : 'WAITLISTED',
    createdAt: new Date(Math.floor(at)),
  }))
}

/** The registrations: confirmed up to the capacity in the order of arrival, then on the waiting list. */
export const makeRegistrations = (
  random: Random,
  people: readonly SyntheticPerson[],
  events: readonly SeedEvent[],
): SyntheticRegistration[] => events.flatMap((event) => registrationsOf(random, people, event))
