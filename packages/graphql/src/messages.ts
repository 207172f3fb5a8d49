import { IntlMessageFormat } from 'intl-messageformat'
import en from './messages/en.json'
import fr from './messages/fr.json'

/** The interface's languages, the first one by default. */
export const INTERFACE_LOCALES = ['fr', 'en'] as const
export type InterfaceLocale = (typeof INTERFACE_LOCALES)[number]

/** Messages by language, then by key, each key in every language; ICU syntax (`{max}`, plurals). */
export type Catalogue<Key extends string = string> = Record<InterfaceLocale, Record<Key, string>>

const catalogue: Catalogue = { fr: { ...fr }, en: { ...en } }
const formats = new Map<string, IntlMessageFormat>()

/** Adds a package's messages; its keys start with the package's own words. */
export const addMessages = <Key extends string>(messages: Catalogue<Key>): void => {
  for (const locale of INTERFACE_LOCALES) Object.assign(catalogue[locale], messages[locale])
}

/** The keys that a language has messages for. */
export const messageKeys = (locale: InterfaceLocale): string[] => Object.keys(catalogue[locale])

const formatOf = (locale: InterfaceLocale, key: string): IntlMessageFormat => {
  const name = `${locale}:${key}`
  const format = formats.get(name) ?? new IntlMessageFormat(catalogue[locale][key] ?? key, locale)
  formats.set(name, format)
  return format
}

/** The message in the language, its figures filled in; the key itself when no catalogue has it. */
export const say = (locale: InterfaceLocale, key: string, values: Record<string, unknown> = {}): string =>
  String(formatOf(locale, key).format(values as Record<string, string | number>))
