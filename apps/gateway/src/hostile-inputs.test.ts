import { afterAll, beforeAll, expect, test } from 'vitest'
import { schema } from './schema'
import { ACTS, type Act, type Answered, doAct, type Input, isDone, outcomeOf, tokenFor } from './testing/acts'
import { type Ground, openGround } from './testing/ground'
import { hostileValues, isUnkeepable } from './testing/hostile'
import { holdsAt, type Leaf, leavesOf, putAt } from './testing/leaves'
import { type Rows, readRows } from './testing/rows'

let ground: Ground
beforeAll(async () => {
  ground = await openGround()
})
afterAll(() => ground.gateway.close())

const leavesOfAct = (name: string): Leaf[] => {
  const { args } = schema.getMutationType()?.getFields()[name] ?? { args: [] }
  return args.flatMap(({ type }) => leavesOf(type))
}

/** Who asks to end a session that never was is told that nothing was left to end. */
const DOES_NOTHING = new Set(['signOut.refreshToken'])
const TYPED =
  /^(\w+Error|\w+Payload|NOT_AUTHENTICATED|VALIDATION_FAILED|NOT_FOUND|BAD_USER_INPUT|Variable "\$input" .*)$/s

/** What is wrong with an answer; nothing when the act was done, or refused in the words of the schema. */
const faultOf = (answered: Answered, isKept: boolean): string | undefined => {
  const outcome = outcomeOf(answered)
  if (answered.status >= 500 || answered.text.includes('INTERNAL')) return 'a fault'
  if (!TYPED.test(outcome)) return outcome
  return isKept && isDone(answered) ? 'kept' : undefined
}

/** An input that stays good as long as it is refused, and the rows beside it. */
const trying = (name: string, act: Act) => {
  let [input, rows]: [Input | undefined, Rows | undefined] = [undefined, undefined]
  return async (path: Leaf['path'], value: unknown): Promise<Answered> => {
    input ??= await act.input(ground)
    rows ??= await readRows(ground.gateway.database)
    // The input is an object, and so is what it becomes.
    const hostile = putAt(input, path, value) as Input
    const answered = await doAct(ground, name, hostile, tokenFor(ground, act.by))
    if (isDone(answered)) [input, rows] = [undefined, undefined]
    else expect(await readRows(ground.gateway.database)).toEqual(rows)
    return answered
  }
}

test.each(Object.entries(ACTS))(
  '%s takes anything for each of its arguments: done, or refused in its words with nothing written',
  async (name, act) => {
    const attempt = trying(name, act)
    const leaves = leavesOfAct(name)
    const sample = await act.input(ground)
    // A text deep in the input is tried in its place, among others that are good.
    expect(leaves.filter(({ path }) => path.length > 1 && !holdsAt(sample, path.slice(0, -1)))).toEqual([])
    const faults: Record<string, string> = {}
    for (const { path, type } of leaves) {
      const where = `${name}.${path.join('.')}`
      for (const [what, value] of Object.entries(hostileValues(type))) {
        const fault = faultOf(await attempt(path, value), isUnkeepable(what) && !DOES_NOTHING.has(where))
        if (fault) faults[`${where}: ${what}`] = fault
      }
    }
    expect(faults).toEqual({})
  },
  240_000,
)

test('nothing of it was a fault', () => {
  expect(ground.gateway.logged.filter((line) => line.includes('"fault"'))).toEqual([])
})
