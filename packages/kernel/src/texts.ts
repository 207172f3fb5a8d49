import { z } from 'zod'

/** A text by language tag (BCP 47), as it is stored: `{ fr: 'Bonjour', en: 'Hello' }`. */
export type Texts = Record<string, string>

/** A text in one language, and which one: the fallback is visible. */
export interface LocalisedText {
  text: string
  locale: string
}

/** The text in the first of the wanted languages that it has, else in `fallback`, else in any: never nothing when there is one. */
export const localise = (texts: Texts, wanted: readonly string[], fallback: string): LocalisedText => {
  const locale = [...wanted, fallback].find((tag) => tag in texts) ?? Object.keys(texts)[0] ?? fallback
  return { locale, text: texts[locale] ?? '' }
}

const clean = (rule: (text: string) => boolean, message: string) => [rule, { message }] as const

const isFreeOfNul = clean((text) => !text.includes('\0'), 'nul')
const isWellFormed = clean((text) => text.isWellFormed(), 'malformed')

/** A text of several lines: trimmed, not empty, `max` characters at most, no NUL, no half surrogate. */
export const prose = (max: number): z.ZodType<string> =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine(...isFreeOfNul)
    .refine(...isWellFormed)

/** One line of text: as `prose`, and no line break. */
export const line = (max: number): z.ZodType<string> =>
  prose(max).refine(...clean((text) => !/[\r\n]/.test(text), 'oneLine'))

/** A name in addresses: a-z, 0-9 and single hyphens, 80 characters at most. */
export const slug: z.ZodType<string> = z
  .string()
  .max(80)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)

const languageTag = z.string().regex(/^[a-z]{2,3}(-[A-Z]{2})?$/)

/** A text in one language at least, each under the same rule. */
export const texts = (rule: z.ZodType<string>): z.ZodType<Texts> =>
  z.record(languageTag, rule).refine((value) => Object.keys(value).length > 0, { message: 'required' })
