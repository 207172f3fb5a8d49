import type { GraphQLArgument } from 'graphql'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { schema } from './schema'
import { type Ground, nodesOf, openGround } from './testing/ground'
import { hostileValues } from './testing/hostile'
import { leavesOf, putAt } from './testing/leaves'
import { openReads, type Reads } from './testing/read-ways'
import { type Rows, readRows } from './testing/rows'
import { waysOf } from './testing/ways'

const { ways, unreached } = waysOf(schema)

let ground: Ground
let nodes: Awaited<ReturnType<typeof nodesOf>>
let reads: Reads
let rows: Rows
beforeAll(async () => {
  ground = await openGround()
  nodes = await nodesOf(ground)
  reads = openReads(ground, nodes)
  rows = await readRows(ground.gateway.database)
})
afterAll(() => ground.gateway.close())

/** Every value to try for an argument, in its place. */
const attempts = ({ name, type }: GraphQLArgument): { where: string; value: unknown }[] =>
  leavesOf(type).flatMap((leaf) =>
    Object.entries(hostileValues(leaf.type)).map(([what, value]) => ({
      where: `${[name, ...leaf.path].join('.')}: ${what}`,
      value: putAt(undefined, leaf.path, value),
    })),
  )

const CODES = new Set(['VALIDATION_FAILED', 'NOT_FOUND', 'BAD_USER_INPUT', 'NOT_ALLOWED', undefined])

test('every field that takes arguments is reached', () => {
  expect(unreached).toEqual([])
  expect(ways.length).toBeGreaterThan(60)
  expect(ways.filter(({ from }) => from !== 'Query' && !nodes.has(from)).map(({ name }) => name)).toEqual([])
})

test.each(ways.map((way) => [way.name, way] as const))(
  '%s takes anything for each of its arguments',
  async (_, way) => {
    const good = await reads.read(way, reads.givenFor(way))
    expect(good.body.errors).toBeUndefined()
    // Its object was there: what follows is really asked of the field.
    expect(good.text).toContain('"asked"')
    const faults: Record<string, string> = {}
    for (const arg of way.field.args) {
      for (const { where, value } of attempts(arg)) {
        const { status, text, body } = await reads.read(way, { ...reads.givenFor(way), [arg.name]: value })
        const codes: unknown[] = (body.errors ?? []).map(
          (error: { extensions?: { code?: string } }) => error.extensions?.code,
        )
        const isFault = status >= 500 || text.includes('INTERNAL') || codes.some((code) => !CODES.has(code as string))
        if (isFault) faults[where] = `${status} ${codes}`
      }
    }
    expect(faults).toEqual({})
  },
  120_000,
)

test('nothing of it was a fault, nor wrote anything', async () => {
  expect(ground.gateway.logged.filter((line) => line.includes('"fault"'))).toEqual([])
  expect(await readRows(ground.gateway.database)).toEqual(rows)
})
