import { type LocalisedText, localise, type Texts } from '@cahier/kernel'
import type { FieldMap } from '@pothos/core'
import { builder, type SchemaTypes } from './builder'
import type { Context } from './index'

const Translation = builder.objectRef<LocalisedText>('Translation').implement({
  description: 'A text in one language.',
  fields: (t) => ({
    locale: t.expose('locale', { type: 'Locale', description: 'The text’s language.' }),
    text: t.exposeString('text', { description: 'The text.' }),
  }),
})

const FALLBACK = 'fr'

/** The text in the language asked for by the field or by the request. */
const inRequestLocale = (texts: Texts, { locales }: Context, asked?: string | null): LocalisedText =>
  localise(texts, asked ? [asked, ...locales] : locales, FALLBACK)

/** Three fields for a translated text: the text, the language it is given in, and all its translations. */
export const localisedFields = <Row>(
  t: PothosSchemaTypes.ObjectFieldBuilder<SchemaTypes, Row>,
  name: string,
  description: string,
  textsOf: (row: Row) => Texts,
): FieldMap => {
  const args = { locale: t.arg({ type: 'Locale', description: 'The language wanted; the request’s unless told.' }) }
  return {
    [name]: t.string({
      args,
      description: `${description} In the language wanted, else in the request’s, else in French, else in any that it has.`,
      resolve: (row, { locale }, context) => inRequestLocale(textsOf(row), context, locale).text,
    }),
    [`${name}Locale`]: t.field({
      type: 'Locale',
      args,
      description: `The language that \`${name}\` is given in: another one than wanted when it has no translation.`,
      resolve: (row, { locale }, context) => inRequestLocale(textsOf(row), context, locale).locale,
    }),
    [`${name}Translations`]: t.field({
      type: [Translation],
      description: `\`${name}\` in every language that it has.`,
      resolve: (row) => Object.entries(textsOf(row)).map(([locale, text]) => ({ locale, text })),
    }),
  }
}

const TranslationInput = builder.inputType('TranslationInput', {
  description: 'A text in one language, to write.',
  fields: (t) => ({
    locale: t.field({ type: 'Locale', required: true, description: 'The text’s language.' }),
    text: t.string({ required: true, description: 'The text.' }),
  }),
})

/** The input type of a translated text: a list, one entry per language. */
export const TranslationsInput: [typeof TranslationInput] = [TranslationInput]

/** A list of translations as the domain has it. */
export const toTexts = (translations: readonly { locale: string; text: string }[]): Texts =>
  Object.fromEntries(translations.map(({ locale, text }) => [locale, text]))
