import { ActorKind, type ContributionKind, type EventScope, type Stance } from '@cahier/db'
import grammar from '../data/grammar.json'

/** The clauses of one theme, which templates put together. */
export interface ThemeWords {
  actions: string[]
  findings: string[]
  means: string[]
  effects: string[]
  experiences: string[]
  questions: string[]
  observations: string[]
}

interface Grammar {
  themes: Record<string, ThemeWords>
  complements: string[]
  speakers: Record<ActorKind, string[]>
  conditions: string[]
  framings: Record<ContributionKind, string[]>
  comments: Record<Stance, string[]>
  reasons: string[]
  replies: Record<Stance, string[]>
  events: Record<EventScope, string[]>
  birds: string[]
}

/** The short sentences that synthetic texts are made of (data/grammar.json). */
export const words: Grammar = grammar

/** Every kind of actor, in the order of the schema. */
export const ACTOR_KINDS = Object.values(ActorKind)

/** The words of a theme. @throws when the grammar lacks the theme */
export const wordsOf = (theme: string): ThemeWords => {
  const found = words.themes[theme]
  if (!found) throw new Error(`No words for the theme ${theme}`)
  return found
}
