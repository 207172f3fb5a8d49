import './enums'
import './errors'
import './nodes'
import './scalars'
import type { WriteContext } from '@cahier/kernel'
import type { InterfaceLocale } from './messages'

/** What a resolver gets. Packages widen it with what they ask of the gateway (`declare module '@cahier/graphql'`). */
export interface Context extends WriteContext {
  /** The languages that the request prefers, best first. */
  locales: readonly string[]
  /** The interface's language for messages. */
  interfaceLocale: InterfaceLocale
}

/** Names of object types that one package uses and another one owns: packages widen it, each name as a `NamedNode`. */
// biome-ignore lint/suspicious/noEmptyInterface: filled by declaration merging
export interface Objects {}

/** What another package may count on in an object that it does not own. */
export interface NamedNode {
  id: string
}

export { type Asked, columnsOfRows, type Reads } from './asked'
export { builder, type SchemaTypes } from './builder'
export { connectionOf, pageArgs } from './connection'
export { byId, encodeId, idOf, idOrNull, readId } from './ids'
export { loadBatched, orAbsent } from './load'
export { localisedFields, TranslationsInput, toTexts } from './localised'
export { addMessages, type Catalogue, INTERFACE_LOCALES, type InterfaceLocale, say } from './messages'
export { addMutation } from './mutation'
export { refusal, toGraphQLError, UserError } from './refusals'
export { buildSchema } from './schema'
