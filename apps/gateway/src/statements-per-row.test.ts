import { aConsultation, aParticipant } from '@cahier/db/testing'
import { encodeId } from '@cahier/graphql'
import { newId } from '@cahier/kernel'
import { getNamedType, isLeafType, isObjectType, isRequiredArgument } from 'graphql'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { schema } from './schema'
import { fill, type Ground, openGround } from './testing/ground'

/** Where the rows of each type that `node(id)` finds are. */
const TABLES: Record<string, string> = {
  Comment: 'comment',
  Consultation: 'consultation',
  ContextPage: 'page',
  Contribution: 'contribution',
  Event: 'event',
  Flag: 'flag',
  ModerationDecision: 'moderationDecision',
  Organisation: 'organisation',
  Participant: 'participant',
  Phase: 'phase',
  Registration: 'registration',
  Space: 'space',
  Territory: 'territory',
  Theme: 'theme',
}

const isNodeType = (type: unknown) => isObjectType(type) && type.getInterfaces().some(({ name }) => name === 'Node')
const fields = Object.values(schema.getTypeMap())
  .filter((type) => isObjectType(type))
  .filter(isNodeType)
  .flatMap((type) => Object.values(type.getFields()).map((field) => ({ type: type.name, field })))

let ground: Ground
beforeAll(async () => {
  ground = await openGround()
  for (const n of [1, 2, 3, 4, 5]) await addRows(n)
}, 120_000)
afterAll(() => ground.gateway.close())

/** A consultation of its own, with something of each kind in it, or beside it. */
const addRows = async (n: number): Promise<void> => {
  const { db, gateway, people } = ground
  const { id: consultationId } = await aConsultation(db)
  const [author, reader] = [await aParticipant(db, consultationId), await aParticipant(db, consultationId)]
  const { contribution, event } = await fill(gateway, consultationId, author.id)
  const part = { consultationId, slug: 'une-partie', title: { fr: 'Une partie' }, position: 0 }
  await db.space.create({ data: { ...part, id: newId(), kind: 'MEETINGS', summary: {} } })
  await db.page.create({ data: { ...part, id: newId(), body: {} } })
  const organisation = {
    id: newId(),
    slug: `organisation-${n}`,
    name: 'Une association',
    actorKind: 'ASSOCIATION',
  } as const
  await db.organisation.create({ data: organisation })
  await db.membership.create({ data: { organisationId: organisation.id, participantId: author.id } })
  await db.registration.create({
    data: { id: newId(), eventId: event.id, participantId: reader.id, status: 'CONFIRMED' },
  })
  const about = { consultationId, subjectType: 'Contribution', subjectId: contribution.id, authorId: author.id }
  const judged = {
    ...about,
    ground: 'SPAM',
    decidedBy: people.administrator.personId,
    action: 'KEEP',
    reasons: '-',
  } as const
  const { id: decisionId } = await db.moderationDecision.create({ data: { ...judged, id: newId() } })
  const flag = { ...about, id: newId(), ground: 'SPAM', reporterId: reader.id, explanation: '-', decisionId } as const
  await db.flag.create({ data: flag })
  const regionId = newId()
  const region = { id: regionId, regionId, kind: 'ACADEMIC_REGION', code: `R${n + 10}`, name: 'Une région' } as const
  const academyId = newId()
  await db.territory.create({ data: region })
  await db.territory.create({
    data: { ...region, id: academyId, academyId, parentId: regionId, kind: 'ACADEMY' },
  })
}

const queryOf = ({ type, field }: (typeof fields)[number]): string => {
  const named = getNamedType(field.type)
  const required = field.args.filter(isRequiredArgument).map(({ name }) => `${name}: VOTING`)
  const inner = isLeafType(named)
    ? ''
    : named.name.endsWith('Connection')
      ? '{ totalCount nodes { __typename } }'
      : '{ __typename }'
  return `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on ${type} { ${field.name}${required.length > 0 ? `(${required})` : ''} ${inner} } } }`
}

const idsOf = async (type: string): Promise<string[]> => {
  const { rows } = await ground.gateway.database.pool.query(
    `SELECT "id" FROM "${TABLES[type]}" ORDER BY "id" DESC LIMIT 5`,
  )
  return rows.map(({ id }) => encodeId(type, id))
}

// What is looked at for one event or one consultation at a time, most of it by staff: a statement or two for each.
const ONE_BY_ONE = new Set([
  'Event.registrations',
  ...[
    'contributionActivity',
    'themes',
    'flags',
    'memberships',
    'moderationDecisions',
    'participants',
    'roleGrants',
  ].map((list) => `Consultation.${list}`),
])
const read = fields
  .map((one) => [`${one.type}.${one.field.name}`, one] as const)
  .filter(([name]) => !ONE_BY_ONE.has(name))

test.each(read)('%s is as many statements for two rows as for five', async (_, one) => {
  const ids = await idsOf(one.type)
  expect(ids).toHaveLength(5)
  const of = async (asked: string[]): Promise<number> => {
    const { gateway, people } = ground
    const statements = await gateway.database.statementsOf(async () => {
      const { errors } = await gateway.ask(queryOf(one), { ids: asked }, people.administrator.token)
      expect(errors).toBeUndefined()
    })
    return statements.length
  }
  expect(await of(ids)).toBeLessThanOrEqual((await of(ids.slice(0, 2))) + 1)
})
