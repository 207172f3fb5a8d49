import type { z } from 'zod'
import { type Issue, ValidationError } from './errors'

type ZodIssue = z.core.$ZodIssue

const figures = (issue: ZodIssue): Record<string, string | number> => ({
  ...('maximum' in issue && { max: Number(issue.maximum) }),
  ...('minimum' in issue && { min: Number(issue.minimum) }),
})

const ruleOf = (issue: ZodIssue): string => {
  if (issue.code === 'custom') return issue.message
  if (issue.code === 'too_big') return issue.origin === 'array' ? 'tooMany' : 'tooLong'
  if (issue.code === 'too_small') return issue.minimum === 1 ? 'required' : 'tooShort'
  return issue.code === 'invalid_type' && issue.input === undefined ? 'required' : 'invalid'
}

const toIssue = (issue: ZodIssue): Issue => ({
  path: issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part)),
  rule: ruleOf(issue),
  params: figures(issue),
})

/** The input as the rules make it (trimmed, defaults filled). @throws ValidationError with every fault */
export const validate = <Output>(rules: z.ZodType<Output>, input: unknown): Output => {
  // Without its input, an issue does not tell what is left out from what is of another type.
  const result = rules.safeParse(input, { reportInput: true })
  if (!result.success) throw new ValidationError(result.error.issues.map(toIssue))
  return result.data
}

/** @throws ValidationError that names one field and one rule */
export const refuse = (path: string, rule: string, params?: Issue['params']): never => {
  throw new ValidationError([{ path: [path], rule, ...(params && { params }) }])
}
