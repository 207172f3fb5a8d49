import { type ActorKind, type Origin, rawSql } from '@cahier/db'
import type { RawBuilder } from 'kysely'
import { allColumns, type ColumnTexts, type Selection, selectionOf } from './selection'

/** What anybody may know of a participant: the face that every domain shows, never who the person is. */
export interface Participant {
  id: string
  consultationId: string
  /** The name that they chose, else their pseudonym; under 15, always the pseudonym. */
  displayName: string
  actorKind: ActorKind
  territoryId: string | null
  origin: Origin
  version: number
  createdAt: string
}

/** A participant as the columns of another row: `authorId`… for the prefix `author`; all null when there is none. */
export type JoinedParticipant<Prefix extends string> = {
  [Name in keyof Participant as `${Prefix}${Capitalize<Name>}`]: Participant[Name] | null
}

const COLUMNS = ['id', 'consultationId', 'actorKind', 'territoryId', 'origin', 'version', 'createdAt'] as const
const NAMES = [...COLUMNS, 'displayName'] as const

const displayNameText = (table: string): string =>
  `CASE WHEN "${table}"."isUnder15" THEN "${table}"."pseudonym" ELSE coalesce("${table}"."chosenName", "${table}"."pseudonym") END`

/** The name shown, of the participants of `table` (the table or its alias). */
export const displayName = (table: string): RawBuilder<string> => rawSql.raw(displayNameText(table))

const prefixed = new Map<string, Record<keyof Participant, string>>()

/** The columns' names under a prefix, made once: they are looked up for every row. */
const under = (prefix: string): Record<keyof Participant, string> => {
  const known = prefixed.get(prefix)
  if (known) return known
  const names = NAMES.map((name) => [name, `${prefix}${name.charAt(0).toUpperCase()}${name.slice(1)}`] as const)
  // The names are the participant's own keys, all of them.
  const made = Object.fromEntries(names) as Record<keyof Participant, string>
  prefixed.set(prefix, made)
  return made
}

const texts = new Map<string, object>()

/** The SQL of a joined participant’s columns (`table`: its alias), so that `participantOf` finds it in the row. Made once. */
export const participantTexts = <Prefix extends string>(
  table: string,
  prefix: Prefix,
): ColumnTexts<JoinedParticipant<Prefix>> => {
  const names = under(prefix)
  const key = `${table} ${prefix}`
  const columns = COLUMNS.map((name) => [names[name], `"${table}"."${name}"`] as const)
  const made = texts.get(key) ?? Object.fromEntries([...columns, [names.displayName, displayNameText(table)]])
  texts.set(key, made)
  // The names are computed; the type spells them.
  return made as ColumnTexts<JoinedParticipant<Prefix>>
}

/** What to select of a joined participant: all that anybody may know. */
export const participantColumns = <Prefix extends string>(
  table: string,
  prefix: Prefix,
): Selection<JoinedParticipant<Prefix>> => {
  const columns = participantTexts(table, prefix)
  return selectionOf(columns, allColumns(columns))
}

/** The participant that `participantColumns` brought with a row; null when the row has none. */
export const participantOf = <Prefix extends string>(
  row: JoinedParticipant<Prefix>,
  prefix: Prefix,
): Participant | null => {
  const names = under(prefix)
  // The row has these columns by its type; a computed name loses it.
  const at = <Name extends keyof Participant>(name: Name) =>
    (row as Record<string, unknown>)[names[name]] as Participant[Name]
  if (!at('id')) return null
  return {
    id: at('id'),
    consultationId: at('consultationId'),
    displayName: at('displayName'),
    actorKind: at('actorKind'),
    territoryId: at('territoryId'),
    origin: at('origin'),
    version: at('version'),
    createdAt: at('createdAt'),
  }
}
