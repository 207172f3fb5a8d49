import { aConsultation, aParticipant, aPerson } from '@cahier/db/testing'
import { type Context, encodeId } from '@cahier/graphql'
import { ask, requestContext } from '@cahier/graphql/testing'
import { visitor } from '@cahier/kernel'
import { administrator, openTestContext, type TestContext, viewerOf } from '@cahier/kernel/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import './index'
import { addContextPage, addSpace, listPhases } from '../index'

let ctx: TestContext
beforeAll(async () => {
  ctx = await openTestContext()
})
afterAll(() => ctx.close())

const as = (viewer: TestContext['viewer'], extra: Partial<Context> = {}): Context =>
  requestContext({ ...ctx, viewer }, extra)
const organiserOf = async (consultationId: string): Promise<Context> =>
  as(viewerOf(await aParticipant(ctx.db, consultationId), 'ORGANISER'))

test('consultations with their phases, spaces and pages are one statement each, whatever their number', async () => {
  for (let n = 0; n < 12; n++) await aConsultation(ctx.db)
  const query = `{ consultations(first: 12) { nodes { title phases { title } currentPhases { slug } spaces { title } contextPages { title } } } }`
  const statements = await ctx.statementsOf(async () => {
    const { data } = await ask(as(visitor), query)
    expect(data.consultations.nodes).toHaveLength(12)
    expect(data.consultations.nodes[11].currentPhases).toEqual([{ slug: 'ouverte' }])
  })
  expect(statements).toHaveLength(4)
  const fewer = '{ consultations(first: 12) { nodes { phases { title } spaces { title } } } }'
  expect(await ctx.statementsOf(() => ask(as(visitor), fewer))).toHaveLength(3)
})

test('what is open is one statement an activity, and nothing is in an archived consultation', async () => {
  const { slug, id } = await aConsultation(ctx.db)
  const query = `query ($slug: String!) { consultation(slug: $slug) { isOpen(activity: VOTING) currentPhases { slug isRunning } phases { isRunning } } }`
  const read = async (context = as(visitor)) => (await ask(context, query, { slug })).data.consultation
  const running = [{ slug: 'ouverte', isRunning: true }]
  expect(await read()).toEqual({ isOpen: true, currentPhases: running, phases: [{ isRunning: true }] })
  const past = as(visitor, { clock: () => new Date('2000-01-01') })
  expect(await read(past)).toEqual({ isOpen: false, currentPhases: [], phases: [{ isRunning: false }] })
  await ctx.db.consultation.update({ where: { id }, data: { status: 'ARCHIVED' } })
  expect(await read()).toEqual({ isOpen: false, currentPhases: [], phases: [{ isRunning: true }] })
  const many =
    '{ consultations(first: 9) { nodes { isOpen(activity: COMMENTING) again: isOpen(activity: COMMENTING) } } }'
  expect(await ctx.statementsOf(() => ask(as(visitor), many))).toHaveLength(2)
})

test('texts are in the language asked for, and say when they are not', async () => {
  const { slug } = await aConsultation(ctx.db, { title: { fr: 'Numérique', en: 'Digital' } })
  const query = `query ($slug: String!) { consultation(slug: $slug) { title(locale: "en") summary(locale: "en") summaryLocale(locale: "en") titleTranslations { locale } } }`
  expect((await ask(as(visitor), query, { slug })).data.consultation).toEqual({
    title: 'Digital',
    summary: 'Un résumé',
    summaryLocale: 'fr',
    titleTranslations: [{ locale: 'en' }, { locale: 'fr' }],
  })
})

test('each is told what they may do', async () => {
  const { id } = await aConsultation(ctx.db)
  const participant = await aParticipant(ctx.db, id)
  const elsewhere = await aParticipant(ctx.db, (await aConsultation(ctx.db)).id)
  const query = `query ($id: ID!) { node(id: $id) { ... on Consultation { viewerRoles viewerCanOrganise } } }`
  const told = async (viewer: TestContext['viewer']) => {
    const { data } = await ask(as(viewer), query, { id: encodeId('Consultation', id) })
    return [data.node.viewerRoles, data.node.viewerCanOrganise]
  }
  expect(await told(visitor)).toEqual([[], false])
  expect(await told(viewerOf(elsewhere, 'ORGANISER'))).toEqual([[], false])
  for (const role of ['FACILITATOR', 'MODERATOR', 'ANALYST'] as const)
    expect(await told(viewerOf(participant, role))).toEqual([[role, 'PARTICIPANT'].sort(), false])
  expect(await told(viewerOf(participant, 'ORGANISER'))).toEqual([['ORGANISER', 'PARTICIPANT'], true])
  expect(await told(administrator((await aPerson(ctx.db)).id))).toEqual([[], true])
})

test('a draft is found by nobody else: not by its address, a list, nor the identifier of anything in it', async () => {
  const { id, slug } = await aConsultation(ctx.db, { status: 'DRAFT' })
  const organiser = await organiserOf(id)
  const texts = { title: { fr: 'Titre' }, summary: { fr: 'Résumé' }, body: { fr: 'Texte' } }
  const part = { consultationId: id, slug: 'partie', ...texts }
  const [phase] = (await listPhases(ctx, [id]))[0] ?? []
  const ids = [
    encodeId('Consultation', id),
    encodeId('Phase', phase?.id ?? ''),
    encodeId('Space', (await addSpace(ctx, { ...part, kind: 'RESOURCES' })).id),
    encodeId('ContextPage', (await addContextPage(ctx, part)).id),
  ]
  const query = `query ($slug: String!, $ids: [ID!]!) { nodes(ids: $ids) { id } consultation(slug: $slug) { id }
      consultations(filter: { status: [DRAFT] }) { totalCount } }`
  const elsewhere = await organiserOf((await aConsultation(ctx.db)).id)
  for (const context of [as(visitor), elsewhere]) {
    const { data } = await ask(context, query, { slug, ids })
    expect(data).toEqual({ nodes: ids.map(() => null), consultation: null, consultations: { totalCount: 0 } })
  }
  const { data } = await ask(organiser, query, { slug, ids })
  expect(data.nodes.map((node: { id: string }) => node.id)).toEqual(ids)
  expect([data.consultation.id, data.consultations.totalCount]).toEqual([ids[0], 1])
})

test('hostile reads are refused with a code, or find nothing', async () => {
  const code = async (query: string) => (await ask(as(visitor), query)).errors?.[0]?.extensions?.code
  expect(await code('{ consultations(first: 1000000) { totalCount } }')).toBe('VALIDATION_FAILED')
  expect(await code('{ consultations(after: "x") { totalCount } }')).toBe('VALIDATION_FAILED')
  for (const slug of ['a\0', '\ud83d', 'x'.repeat(1_000_000)]) {
    const found = await ask(as(visitor), 'query ($slug: String!) { consultation(slug: $slug) { id } }', { slug })
    expect(found).toEqual({ data: { consultation: null } })
  }
  const none = await ask(as(visitor), '{ consultations(filter: { status: [] }) { nodes { id } totalCount } }')
  expect(none.data.consultations).toEqual({ nodes: [], totalCount: 0 })
})
