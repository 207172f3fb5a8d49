import { INTERFACE_LOCALES, type InterfaceLocale } from '@cahier/graphql'
import { match } from '@formatjs/intl-localematcher'
import Negotiator from 'negotiator'

/** The languages that a request prefers, best first: « fr-CA, en;q=0.5 » also takes `fr`. */
export const requestLocales = (header: string | null): string[] => {
  const asked = new Negotiator({ headers: { 'accept-language': header ?? '' } })
    .languages()
    .filter((tag) => tag !== '*')
  return [...new Set(asked.flatMap((tag) => [tag, tag.split('-')[0] ?? tag]))]
}

/** The interface's language nearest to what is preferred; French when none is near. */
export const nearestInterfaceLocale = (locales: readonly string[]): InterfaceLocale => {
  try {
    return match(locales, INTERFACE_LOCALES, INTERFACE_LOCALES[0]) as InterfaceLocale
  } catch {
    // A tag that is no language tag (RFC 5646) prefers nothing.
    return INTERFACE_LOCALES[0]
  }
}
