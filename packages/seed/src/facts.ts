import type { ActorKind, EventMode, EventScope, PhaseActivity, SpaceKind } from '@cahier/db'
import type { Texts } from '@cahier/kernel'
import egn from '../data/egn.json'

/** A fact in both languages, with the keys of its sources. */
interface Sourced {
  source: string[]
}

interface DatedPhase {
  slug: string
  title: Texts
  opens: PhaseActivity[]
  /** First and last day, both included. */
  from: string
  to: string
}

/** A meeting that took place or was announced, as far as its source tells. */
export interface Meeting extends Sourced {
  slug: string
  title: Texts
  summary: Texts
  scope: EventScope
  /** Left out when the source does not say. */
  mode?: EventMode
  /** Code of its académie. */
  academy?: string
  date: string
  /** Last day, when it lasts several. */
  until?: string
  hours?: string[]
  place?: string
}

interface Facts {
  sources: Record<string, string>
  consultation: Sourced & { slug: string; title: Texts; summary: Texts }
  phases: (Sourced & DatedPhase)[]
  demonstration: DatedPhase
  spaces: (Sourced & { slug: string; kind: SpaceKind; title: Texts; summary: Texts })[]
  themes: (Sourced & { slug: string; title: Texts; final: Texts })[]
  context: Sourced & { points: { fr: string[]; en: string[] } }
  figures: (Sourced & { fr: string; en: string })[]
  organisations: (Sourced & { slug: string; name: string; actorKind: ActorKind })[]
  meetings: Meeting[]
}

/** What is known of the États généraux, each fact with its sources (data/egn.json). */
// A JSON file's strings are wider than the enums that they spell; a test reads each of them.
export const facts = egn as Facts

/** The addresses that a fact comes from. */
export const sourcesOf = ({ source }: Sourced): string[] => source.map((key) => facts.sources[key] ?? key)
