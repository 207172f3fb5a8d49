import { EnumRef } from '@pothos/core'
import { GraphQLError } from 'graphql'
import { builder, type SchemaTypes } from './builder'
import type { InterfaceLocale } from './messages'

// biome-ignore lint/suspicious/noExplicitAny: a constructor is known by its instances only
type ErrorClass<E extends Error> = abstract new (...args: any[]) => E

interface Refusal {
  code: string
  message(error: Error, locale: InterfaceLocale): string
  extensions(error: Error): Record<string, unknown>
}

const refusals = new Map<object, Refusal>()

/** Which refusal an error is, if the schema knows its class. */
const refusalOf = (error: Error): Refusal | undefined => {
  for (let type = error.constructor; type !== Error && type; type = Object.getPrototypeOf(type)) {
    const refusal = refusals.get(type)
    if (refusal) return refusal
  }
  return undefined
}

const known = (error: Error): Refusal => {
  const refusal = refusalOf(error)
  if (!refusal) throw error
  return refusal
}

/** A refusal's message in the language. @throws the error itself when its class is not a refusal */
const messageOf = (error: Error, locale: InterfaceLocale): string => known(error).message(error, locale)

/** The GraphQL error of a refusal that no result union lists; undefined for a fault, which is masked. */
export const toGraphQLError = (error: Error, locale: InterfaceLocale): GraphQLError | undefined => {
  const refusal = refusalOf(error)
  return (
    refusal &&
    new GraphQLError(refusal.message(error, locale), {
      extensions: { code: refusal.code, ...refusal.extensions(error) },
    })
  )
}

// Filled as packages declare their refusals, read when the schema is built.
const codes: Record<string, { value: string; description: string }> = {}
const ErrorCode = new EnumRef<SchemaTypes, string>('ErrorCode')
ErrorCode.updateConfig({
  kind: 'Enum',
  graphqlKind: 'Enum',
  name: 'ErrorCode',
  description: 'Every code that a refusal can have, here or in `extensions.code`.',
  values: codes,
  pothosOptions: { values: codes },
})
builder.configStore.addTypeRef(ErrorCode)

/** What every refusal says. */
export const UserError = builder.interfaceRef<Error>('UserError').implement({
  description: 'A refusal that the person may be told of and act on.',
  fields: (t) => ({
    code: t.field({
      type: ErrorCode,
      description: 'Stable code, for programs.',
      resolve: (error) => known(error).code,
    }),
    message: t.string({
      description: 'What to show, in the request’s language.',
      resolve: (error, _, { interfaceLocale }) => messageOf(error, interfaceLocale),
    }),
  }),
})

interface RefusalOptions<E extends Error> {
  code: string
  description: string
  message(error: E, locale: InterfaceLocale): string
  /** What `extensions` hold beside the code when the refusal comes at the top level of a response. */
  extensions?(error: E): Record<string, unknown>
}

/** Makes an error class a refusal: its code, its message. Add its GraphQL type with `builder.objectType(Class, …)`. */
export const refusal = <E extends Error>(type: ErrorClass<E>, options: RefusalOptions<E>): void => {
  const { code, description } = options
  codes[code] = { value: code, description }
  refusals.set(type, {
    code,
    // The registry is keyed by class: what is found under a class is an instance of it.
    message: (error, locale) => options.message(error as E, locale),
    extensions: (error) => options.extensions?.(error as E) ?? {},
  })
}
