import { aConsultation, aParticipant, aPerson } from '@cahier/db/testing'
import { ask, requestContext } from '@cahier/graphql/testing'
import { newId, type Viewer, visitor } from '@cahier/kernel'
import { administrator, openTestContext, type TestContext, viewerOf } from '@cahier/kernel/testing'
import { loadTerritories } from '@cahier/territories'
import { type GraphQLField, getNamedType, isInterfaceType, isLeafType, isObjectType, isRequiredArgument } from 'graphql'
import { afterAll, beforeAll, expect, test } from 'vitest'
import './index'
import '@cahier/consultations/graphql'
import '@cahier/territories/graphql'
import { buildSchema, encodeId } from '@cahier/graphql'
import { editParticipant, joinConsultation, makeAdministrator, notify, requestMembership } from '../index'

const PRIVATE = {
  issuer: 'https://private-issuer.test',
  subject: 'private-subject',
  email: 'private@mail.test',
  realName: 'Private Name',
}
const DEPTH = 5

const schema = buildSchema()
/** Values of the arguments that fields cannot do without. */
let given: Record<string, string>

let ctx: TestContext
let personId: string
let pseudonym: string
let self: Viewer
let consultationId: string
beforeAll(async () => {
  ctx = await openTestContext()
  await loadTerritories(ctx)
  const { slug, id } = await aConsultation(ctx.db)
  consultationId = id
  personId = (await aPerson(ctx.db, PRIVATE)).id
  const person = { ...administrator(personId), isAdministrator: false }
  const joining = { consultationId, actorKind: 'PUPIL', chosenName: 'Chosen' } as const
  const participant = await joinConsultation({ ...ctx, viewer: person }, joining)
  self = viewerOf({ id: participant.id, personId, consultationId })
  const edit = { id: participant.id, version: 1, chosenName: 'Shown' }
  await editParticipant({ ...ctx, viewer: self }, edit)
  pseudonym = (await ctx.db.participant.findUniqueOrThrow({ where: { id: participant.id } })).pseudonym
  const organisation = { id: newId(), slug: 'organisation', name: 'Une', actorKind: 'OTHER' as const }
  await ctx.db.organisation.create({ data: organisation })
  await requestMembership({ ...ctx, viewer: self }, { consultationId, organisationId: organisation.id })
  await ctx.db.roleGrant.create({ data: { consultationId, personId, role: 'MODERATOR' } })
  await notify(ctx, { participantId: participant.id, type: 'private.told', payload: {} })
  const { issuer, subject } = PRIVATE
  await makeAdministrator(ctx, { issuer, subject })
  given = {
    slug: `"${slug}"`,
    kind: 'ACADEMY',
    code: '"13"',
    id: `"${encodeId('Participant', participant.id)}"`,
    ids: `["${encodeId('Participant', participant.id)}", "${encodeId('Organisation', organisation.id)}"]`,
    activity: 'VOTING',
  }
})
afterAll(() => ctx.close())

const fieldsOf = (typeName: string): GraphQLField<unknown, unknown>[] => {
  const type = schema.getType(typeName)
  return isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : []
}

const argumentsOf = ({ args }: GraphQLField<unknown, unknown>): string => {
  const needed = args.filter(isRequiredArgument).map(({ name }) => `${name}: ${given[name]}`)
  return needed.length > 0 ? `(${needed.join(', ')})` : ''
}

/** Everything that a type has, down to a depth. */
const selectionOf = (typeName: string, depth: number): string =>
  fieldsOf(typeName)
    .map((field) => {
      const type = getNamedType(field.type)
      const call = `${field.name}${argumentsOf(field)}`
      if (isLeafType(type)) return call
      if (depth === 0) return ''
      const inner = isInterfaceType(type)
        ? `__typename ${schema
            .getPossibleTypes(type)
            .map(({ name }) => `... on ${name} { id }`)
            .join(' ')}`
        : selectionOf(type.name, depth - 1)
      return inner.trim() ? `${call} { ${inner} }` : ''
    })
    .join(' ')

/** Every query that the schema has, each answered as the viewer. */
const walk = async (viewer: Viewer): Promise<string> => {
  const nodes = ['Participant', 'Organisation', 'Consultation', 'Territory']
  const sources = [
    ...fieldsOf('Query')
      .filter(({ name }) => !['node', 'nodes'].includes(name))
      .map((field) => {
        return `{ ${field.name}${argumentsOf(field)} { ${selectionOf(getNamedType(field.type).name, DEPTH - 1)} } }`
      }),
    ...nodes.map((name) => `{ nodes(ids: ${given.ids}) { ... on ${name} { ${selectionOf(name, DEPTH - 2)} } } }`),
  ]
  const answers: unknown[] = []
  for (const source of sources) {
    const answer = await ask(requestContext({ ...ctx, viewer }), source)
    expect(answer.data, source).toBeDefined()
    answers.push(answer)
  }
  return JSON.stringify(answers)
}

test('no type has a place for what identifies a person', () => {
  const names = Object.keys(schema.getTypeMap()).flatMap((type) => fieldsOf(type).map(({ name }) => `${type}.${name}`))
  expect(names).toContain('Participant.displayName')
  expect(names.filter((name) => /\.(e-?mail|real_?name|issuer|person|personId|externalId)$/i.test(name))).toEqual([])
  expect(schema.getType('Person')).toBeUndefined()
})

test('nothing that identifies a person is in any answer, whoever asks', { timeout: 120_000 }, async () => {
  const other = await aParticipant(ctx.db, consultationId)
  const elsewhere = await aParticipant(ctx.db, (await aConsultation(ctx.db)).id)
  const others: Viewer[] = [
    visitor,
    viewerOf(other),
    ...(['FACILITATOR', 'MODERATOR', 'ANALYST', 'ORGANISER'] as const).map((role) => viewerOf(other, role)),
    viewerOf(elsewhere, 'ORGANISER'),
    administrator(newId()),
  ]
  for (const viewer of others) {
    const answer = await walk(viewer)
    expect(answer).toContain('Shown')
    for (const fact of [...Object.values(PRIVATE), personId, pseudonym, 'private.told'])
      expect(answer).not.toContain(fact)
  }
  const own = await walk(self)
  for (const fact of [pseudonym, 'private.told']) expect(own).toContain(fact)
  for (const fact of [...Object.values(PRIVATE), personId]) expect(own).not.toContain(fact)
})

test('what other programs are told of holds nothing of a person either', async () => {
  const facts = JSON.stringify((await ctx.db.outboxEvent.findMany()).map(({ payload, type }) => ({ payload, type })))
  expect(facts).toContain('participant.edited')
  for (const fact of [...Object.values(PRIVATE), pseudonym, 'Shown', 'Chosen']) expect(facts).not.toContain(fact)
})
