import { getNamedType, isUnionType } from 'graphql'
import { schema } from '../schema'
import { acts as consultationActs } from './acts-consultation'
import { acts as talkActs } from './acts-contribution'
import { acts as eventActs } from './acts-event'
import { acts as peopleActs } from './acts-participant'
import type { Ground } from './ground'

export type Input = Record<string, unknown>

/** How a mutation is done on the ground. */
export interface Act {
  /** Who may do it: what the act needs of them is what the others are refused for. */
  by: Exclude<keyof Ground['people'], 'stranger'> | 'visitor'
  /** An input that is accepted, whole (every text that it can hold is there), of things made for it alone. */
  input(ground: Ground): Promise<Input> | Input
}

/** Every mutation of the schema by its name; a test holds the two lists together. */
export const ACTS: Readonly<Record<string, Act>> = { ...consultationActs, ...talkActs, ...eventActs, ...peopleActs }

// biome-ignore lint/suspicious/noExplicitAny: a test reads the answer that the mutation shapes
export type Answered = { status: number; text: string; body: any }

const DETAILS: Record<string, string> = {
  ConflictError: 'reason',
  NotAllowedError: 'reason',
  ValidationError: 'issues { path message }',
}

/** Asks for a mutation as `act`: the name of its payload or refusal, and what tells refusals apart. */
export const documentOf = (name: string): string => {
  const { type, args } = schema.getMutationType()?.getFields()[name] ?? { args: [] }
  const union = getNamedType(type)
  const members = isUnionType(union) ? union.getTypes() : []
  const details = members.flatMap(({ name: member }) =>
    DETAILS[member] ? [`... on ${member} { ${DETAILS[member]} }`] : [],
  )
  return `mutation ($input: ${args[0]?.type}) { act: ${name}(input: $input) { __typename ... on UserError { code message } ${details.join(' ')} } }`
}

export const tokenFor = ({ people }: Ground, by: Act['by'] | 'stranger'): string | undefined =>
  by === 'visitor' ? undefined : people[by].token

export const doAct = async (
  { gateway }: Ground,
  name: string,
  input: Input,
  token: string | undefined,
): Promise<Answered> => {
  const response = await gateway.send({ query: documentOf(name), variables: { input } }, token ? { token } : {})
  const text = await response.text()
  return { status: response.status, text, body: JSON.parse(text) }
}

/** The name of what an act gave: its payload, a refusal of its union, else the code at the top level of the response. */
export const outcomeOf = ({ body }: Answered): string =>
  body.data?.act?.__typename ?? body.errors?.[0]?.extensions?.code ?? `${body.errors?.[0]?.message}`

/** Whether an act was done. */
export const isDone = (answered: Answered): boolean => outcomeOf(answered).endsWith('Payload')
