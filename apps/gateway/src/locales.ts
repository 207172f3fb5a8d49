import { INTERFACE_LOCALES, type InterfaceLocale } from '@cahier/graphql'
import { match } from '@formatjs/intl-localematcher'
import { LRUCache } from 'lru-cache'
import Negotiator from 'negotiator'

/** What a request prefers: its languages, best first (« fr-CA, en;q=0.5 » also takes `fr`), and the interface's nearest one. */
export interface Languages {
  locales: readonly string[]
  interfaceLocale: InterfaceLocale
}

const readLocales = (header: string): string[] => {
  const asked = new Negotiator({ headers: { 'accept-language': header } }).languages().filter((tag) => tag !== '*')
  return [...new Set(asked.flatMap((tag) => [tag, tag.split('-')[0] ?? tag]))]
}

/** French when none is near. */
const nearestInterfaceLocale = (locales: readonly string[]): InterfaceLocale => {
  try {
    return match(locales, INTERFACE_LOCALES, INTERFACE_LOCALES[0]) as InterfaceLocale
  } catch {
    // A tag that is no language tag (RFC 5646) prefers nothing.
    return INTERFACE_LOCALES[0]
  }
}

// Browsers send few different headers, each of them with every request.
const known = new LRUCache<string, Languages>({ max: 500 })

/** Reads an `Accept-Language` header (RFC 9110, 12.5.4). */
export const readLanguages = (header: string | null): Languages => {
  const text = header ?? ''
  const before = known.get(text)
  if (before) return before
  const locales = readLocales(text)
  const languages = { locales, interfaceLocale: nearestInterfaceLocale(locales) }
  if (text.length <= 200) known.set(text, languages)
  return languages
}
