import { GraphQLError } from 'graphql'
import { GraphQLDate, GraphQLDateTime, GraphQLLocale } from 'graphql-scalars'
import { builder } from './builder'

const asIs = (value: unknown): string => String(value)

// The database already writes instants and days in their final form: nothing is parsed on the way out.
builder.scalarType('DateTime', {
  description: 'An instant, RFC 3339 in UTC, as `2020-06-26T10:00:00.000Z`.',
  serialize: asIs,
  parseValue: (value) => GraphQLDateTime.parseValue(value),
})
builder.scalarType('Date', {
  description: 'A day, as `2020-06-26` (RFC 3339 full-date).',
  serialize: asIs,
  parseValue: (value) => GraphQLDate.parseValue(value).toISOString().slice(0, 10),
})
builder.scalarType('Locale', {
  description: 'A language, as a BCP 47 tag: `fr`, `en`, `br-FR`.',
  serialize: asIs,
  parseValue: (value) => GraphQLLocale.parseValue(value),
})
builder.scalarType('URL', {
  description: 'An absolute address (RFC 3986), as `https://www.education.gouv.fr/`.',
  serialize: asIs,
  // The parser's own error is no GraphQLError: it would pass for a fault of the gateway, and be masked.
  parseValue: (value): URL => {
    if (typeof value === 'string' && URL.canParse(value)) return new URL(value)
    throw new GraphQLError('An absolute address is wanted, as `https://www.education.gouv.fr/`.')
  },
})
