import { encodeId } from '@cahier/graphql'
import type { GraphQLArgument } from 'graphql'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { schema } from './schema'
import { type Ground, nodesOf, openGround } from './testing/ground'
import { hostileValues } from './testing/hostile'
import { leavesOf, putAt } from './testing/leaves'
import { type Rows, readRows } from './testing/rows'
import { queryBy, requiredBy, type Way, waysOf } from './testing/ways'

const { ways, unreached } = waysOf(schema)

let ground: Ground
let nodes: Awaited<ReturnType<typeof nodesOf>>
let rows: Rows
beforeAll(async () => {
  ground = await openGround()
  nodes = await nodesOf(ground)
  rows = await readRows(ground.gateway.database)
})
afterAll(() => ground.gateway.close())

/** Good values of the arguments that a field and its way require, by `field.argument`, else by the argument's name. */
const givenFor = (way: Way): Record<string, unknown> => {
  const { here, theme, territory, contribution, event, organisation } = ground
  const consultationId = encodeId('Consultation', here.id)
  const given: Record<string, unknown> = {
    consultationId,
    'consultation.slug': here.slug,
    'theme.slug': theme.slug,
    'event.slug': event.slug,
    'organisation.slug': organisation.slug,
    'moderation.subjectId': encodeId('Contribution', contribution.id),
    'node.id': consultationId,
    'nodes.ids': [consultationId],
    activity: 'VOTING',
    kind: territory.kind,
    code: territory.code,
  }
  return Object.fromEntries(
    requiredBy(way).map(({ variable, field, argument }) => [
      variable,
      given[`${field}.${argument}`] ?? given[argument],
    ]),
  )
}

const read = async (way: Way, variables: Record<string, unknown>) => {
  const { moderator, organiser } = ground.people
  const nodeId = way.from === 'Query' ? undefined : nodes.get(way.from)?.id
  const asked = { query: queryBy(way), variables: { ...variables, ...(nodeId && { nodeId }) } }
  // Some lists are for moderators, others for organisers.
  const token = /flag|decision|moderation/i.test(way.name) ? moderator.token : organiser.token
  const response = await ground.gateway.send(asked, { token })
  const text = await response.text()
  return { status: response.status, text, body: JSON.parse(text) }
}

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
    const good = await read(way, givenFor(way))
    expect(good.body.errors).toBeUndefined()
    // Its object was there: what follows is really asked of the field.
    expect(good.text).toContain('"asked"')
    const faults: Record<string, string> = {}
    for (const arg of way.field.args) {
      for (const { where, value } of attempts(arg)) {
        const { status, text, body } = await read(way, { ...givenFor(way), [arg.name]: value })
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
