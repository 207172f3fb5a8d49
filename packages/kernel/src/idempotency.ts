import { createHash } from 'node:crypto'
import { type Db, inTransaction, type Sql } from '@cahier/db'
import { z } from 'zod'
import { ConflictError } from './errors'
import { line } from './texts'
import { validate } from './validate'

interface OnceContext {
  db: Pick<Db, 'idempotencyKey'>
  sql: Sql
}

export interface OnceKey {
  /** Whose key it is: two people's equal keys are two keys. */
  holder: string
  /** One line of 200 characters at most. */
  key: string
  /** The act's name. */
  act: string
  input: unknown
}

// Named as the inputs of acts name it: a refusal tells the caller which field is at fault.
const keyRule = z.object({ idempotencyKey: line(200) })

// Properties in one order, so that the same input written otherwise is the same input.
const canonical = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(canonical)
  if (typeof value !== 'object' || value === null || value instanceof Date) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort()
      .map(([key, inner]) => [key, canonical(inner)]),
  )
}

const hashOf = (input: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify(canonical(input)))
    .digest('hex')

/**
 * Does the act once for a key: a retry with the same input gets the first answer (as JSON), whatever raced. A refused act leaves no key.
 * @throws ConflictError KEY_REUSED when the key came with another act or input, ValidationError for a key that is none
 */
export const once = async <Context extends OnceContext, Answer>(
  ctx: Context,
  { holder, act, input, ...given }: OnceKey,
  work: (tx: Context) => Promise<Answer>,
): Promise<Answer> => {
  const { idempotencyKey: key } = validate(keyRule, { idempotencyKey: given.key })
  return inTransaction(ctx, async (tx) => {
    const inputHash = hashOf(input)
    // A second request waits here until the first commits or rolls back.
    const { count } = await tx.db.idempotencyKey.createMany({
      data: [{ holder, key, act, inputHash }],
      skipDuplicates: true,
    })
    if (count === 0) {
      const first = await tx.db.idempotencyKey.findUniqueOrThrow({ where: { holder_key: { holder, key } } })
      if (first.act !== act || first.inputHash !== inputHash) throw new ConflictError('KEY_REUSED')
      // The same act and input wrote it: it has the shape of their answer.
      return first.answer as Answer
    }
    const answer = await work(tx)
    await tx.db.idempotencyKey.update({
      where: { holder_key: { holder, key } },
      data: { answer: JSON.parse(JSON.stringify(answer)) },
    })
    return answer
  })
}
