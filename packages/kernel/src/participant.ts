import { type ActorKind, type Origin, rawSql } from '@cahier/db'
import type { AliasedRawBuilder, RawBuilder } from 'kysely'

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

type Columns<Prefix extends string> = {
  [Name in keyof Participant]: AliasedRawBuilder<Participant[Name] | null, `${Prefix}${Capitalize<Name>}`>
}[keyof Participant][]

const COLUMNS = ['id', 'consultationId', 'actorKind', 'territoryId', 'origin', 'version', 'createdAt'] as const
const NAMES = [...COLUMNS, 'displayName'] as const

const prefixed = new Map<string, Record<keyof Participant, string>>()

/** The columns' names under a prefix, made once: they are looked up for every row. */
const under = (prefix: string): Record<keyof Participant, string> => {
  const known = prefixed.get(prefix)
  if (known) return known
  const names = NAMES.map((name) => [name, `${prefix}${name.charAt(0).toUpperCase()}${name.slice(1)}`] as const)
  const made = Object.fromEntries(names) as Record<keyof Participant, string>
  prefixed.set(prefix, made)
  return made
}

/** The name shown, of the participants of `table` (the table or its alias). */
export const displayName = (table: string): RawBuilder<string> =>
  rawSql<string>`CASE WHEN ${rawSql.ref(`${table}.isUnder15`)} THEN ${rawSql.ref(`${table}.pseudonym`)}
    ELSE coalesce(${rawSql.ref(`${table}.chosenName`)}, ${rawSql.ref(`${table}.pseudonym`)}) END`

/** What to select of a joined participant (`table`: its alias), so that `participantOf` finds it in the row. */
export const participantColumns = <Prefix extends string>(table: string, prefix: Prefix): Columns<Prefix> => {
  const names = under(prefix)
  const columns = COLUMNS.map((name) => rawSql.ref(`${table}.${name}`).as(names[name]))
  // The names are computed; the type spells them.
  return [...columns, displayName(table).as(names.displayName)] as unknown as Columns<Prefix>
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
