import { once, refuse, requirePerson } from '@cahier/kernel'
import type { InputFieldMap, InputShapeFromFields, ShapeFromTypeParam, TypeParam } from '@pothos/core'
import { builder, type SchemaTypes } from './builder'
import type { Context } from './index'
import { forgetLoaded } from './load'

type InputBuilder = PothosSchemaTypes.InputFieldBuilder<SchemaTypes, 'InputObject'>
// biome-ignore lint/suspicious/noExplicitAny: a constructor is known by its instances only
type ErrorClass = new (...args: any[]) => Error

interface PayloadField {
  type: TypeParam<SchemaTypes>
  description: string
  nullable?: boolean
}

type Payload<Fields extends Record<string, PayloadField>> = {
  [Name in keyof Fields]: ShapeFromTypeParam<
    SchemaTypes,
    Fields[Name]['type'],
    Fields[Name]['nullable'] extends true ? true : false
  >
}

interface MutationOptions<Input extends InputFieldMap, Fields extends Record<string, PayloadField>> {
  description: string
  /** What it answers or is given is secret, and kept nowhere: an idempotency key is refused, by ValidationError. */
  isSecret?: boolean
  input: (t: InputBuilder) => Input
  /** Refusals that the act can really give: the members of the result beside the payload. */
  errors: readonly ErrorClass[]
  /** What the payload holds. */
  payload: Fields
  act: (context: Context, input: InputShapeFromFields<Input>) => Promise<Payload<Fields>>
}

const KEY =
  'A key of the caller’s making (a UUID, say), 200 characters at most: a retry with the same key and input gets the first answer.'
const NO_KEY = 'Refused: what this act answers or is given is secret, and kept nowhere for a retry to get.'

const capitalise = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1)

const actOnce = <Input extends object, Answer>(
  name: string,
  context: Context,
  input: Input & { idempotencyKey?: string | null | undefined },
  act: (context: Context, input: Input) => Promise<Answer>,
): Promise<Answer> => {
  const { idempotencyKey: key, ...rest } = input
  if (!key) return act(context, input)
  const holder = requirePerson(context.viewer).personId
  return once(context, { holder, key, act: name, input: rest }, (tx) => act(tx, input))
}

/** A kept answer would be a stolen session for who reads the database. @throws ValidationError */
const actOfSecrets = async <Input, Answer>(
  context: Context,
  input: Input & { idempotencyKey?: string | null | undefined },
  act: (context: Context, input: Input) => Promise<Answer>,
): Promise<Answer> => {
  if (input.idempotencyKey) refuse('idempotencyKey', 'secretAnswer')
  return act(context, input)
}

const addPayload = (name: string, act: string, fields: Record<string, PayloadField>) =>
  builder.objectRef<Record<string, unknown>>(name).implement({
    description: `What \`${act}\` did.`,
    // What the fields are is known to their caller only: Pothos would have them written out.
    fields: (t) =>
      Object.fromEntries(
        Object.entries(fields).map(([field, options]) => [field, t.expose(field as never, options as never)]),
      ) as never,
  })

/**
 * Adds a mutation in the schema's one form: a single `input` with an optional `idempotencyKey`, and a result that is the payload or one of the
 * listed refusals. The payload is plain data, since a retry gets it back from its JSON.
 */
export const addMutation = <Input extends InputFieldMap, Fields extends Record<string, PayloadField>>(
  name: string,
  { description, isSecret = false, input, errors, payload, act }: MutationOptions<Input, Fields>,
): void => {
  const Name = capitalise(name)
  const InputRef = builder.inputType(`${Name}Input`, {
    description: `What \`${name}\` needs.`,
    fields: (t) => ({
      ...input(t),
      idempotencyKey: t.string({ description: isSecret ? NO_KEY : KEY }),
    }),
  })
  const type = addPayload(`${Name}Payload`, name, payload)
  const perform = (context: Context, given: InputShapeFromFields<Input>): Promise<Payload<Fields>> =>
    isSecret ? actOfSecrets(context, given, act) : actOnce(name, context, given, act)
  builder.mutationField(name, (t) =>
    // Pothos cannot tie the types made here to its generic fields.
    t.field({
      type,
      nullable: true,
      description: `${description} Null only when the request failed at the top level of the response.`,
      args: { input: t.arg({ type: InputRef, required: true, description: 'What the act needs.' }) },
      errors: { types: [...errors] },
      resolve: (_root: unknown, args: { input: unknown }, context: Context) =>
        perform(context, args.input as InputShapeFromFields<Input>).finally(() => forgetLoaded(context)),
    } as never),
  )
}
