import '@cahier/consultations/graphql'
import '@cahier/territories/graphql'
import '@cahier/participants/graphql'
import '@cahier/themes/graphql'
import './index'
import { aConsultation, anEvent, aParticipant, aTheme } from '@cahier/db/testing'
import { type Context, encodeId } from '@cahier/graphql'
import { ask, requestContext } from '@cahier/graphql/testing'
import { newId, visitor } from '@cahier/kernel'
import { openTestContext, type TestContext, viewerOf } from '@cahier/kernel/testing'
import { loadTerritories } from '@cahier/territories'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'

type Participant = Awaited<ReturnType<typeof aParticipant>>

let ctx: TestContext
let consultationId: string
let me: Participant
let facilitator: Participant
beforeAll(async () => {
  ctx = await openTestContext()
})
afterAll(() => ctx.close())
beforeEach(async () => {
  consultationId = (await aConsultation(ctx.db)).id
  me = await aParticipant(ctx.db, consultationId)
  facilitator = await aParticipant(ctx.db, consultationId)
})

const from = (viewer: TestContext['viewer'], extra: Partial<Context> = {}): Context =>
  requestContext({ ...ctx, viewer }, { notify: async () => undefined, ...extra })
const asMe = () => from(viewerOf(me))
const asFacilitator = () => from(viewerOf(facilitator, 'FACILITATOR'))

const REFUSAL = '... on UserError { code message } ... on ValidationError { issues { path } }'
const mutation = (name: string, payload: string): string => {
  const Name = `${name.charAt(0).toUpperCase()}${name.slice(1)}`
  return `mutation ($input: ${Name}Input!) { ${name}(input: $input) { ... on ${Name}Payload { ${payload} } ${REFUSAL} } }`
}
const act = async (context: Context, name: string, payload: string, input: object) =>
  (await ask(context, mutation(name, payload), { input })).data[name]

test('the viewer’s buttons, and the way through them', async () => {
  const { id } = await anEvent(ctx.db, consultationId, { capacity: 1 })
  const eventId = encodeId('Event', id)
  const BUTTONS = `query ($id: ID!) { node(id: $id) { ... on Event { hasPlacesLeft viewerCanEdit viewerCanRegister
    viewerCannotRegisterReasons viewerRegistration { status participant { id } event { id } } } } }`
  const buttons = async (context: Context) => (await ask(context, BUTTONS, { id: eventId })).data.node
  expect(await buttons(from(visitor))).toMatchObject({
    viewerCanRegister: false,
    viewerCannotRegisterReasons: ['NOT_AUTHENTICATED'],
    viewerCanEdit: false,
    viewerRegistration: null,
  })
  expect(await buttons(asFacilitator())).toMatchObject({ viewerCanEdit: true })
  expect(await buttons(asMe())).toMatchObject({
    viewerCanEdit: false,
    viewerCanRegister: true,
    viewerCannotRegisterReasons: [],
  })
  const { registration } = await act(asMe(), 'registerForEvent', 'registration { id status }', { eventId })
  expect(await buttons(asMe())).toMatchObject({
    hasPlacesLeft: false,
    viewerCannotRegisterReasons: ['ALREADY_REGISTERED'],
    viewerRegistration: {
      status: 'CONFIRMED',
      participant: { id: encodeId('Participant', me.id) },
      event: { id: eventId },
    },
  })
  const attendance = { registrationId: registration.id, hasAttended: true }
  const attended = await act(asFacilitator(), 'recordAttendance', 'registration { status }', attendance)
  expect(attended.registration.status).toBe('ATTENDED')
  expect(await act(asMe(), 'cancelRegistration', 'registration { status }', { eventId })).toMatchObject({
    code: 'CONFLICT',
  })
})

test('figures and names of who registered are for staff', async () => {
  const { id } = await anEvent(ctx.db, consultationId, { capacity: 9 })
  const eventId = encodeId('Event', id)
  const { registration } = await act(asMe(), 'registerForEvent', 'registration { id }', { eventId })
  const FIGURES = `query ($id: ID!, $registration: ID!) { node(id: $id) { ... on Event { confirmedCount waitlistedCount
    registrations { totalCount nodes { status participant { displayName } } } } }
    registration: node(id: $registration) { id } }`
  const figures = (context: Context) => ask(context, FIGURES, { id: eventId, registration: registration.id })
  const other = viewerOf(await aParticipant(ctx.db, consultationId))
  for (const viewer of [visitor, other, viewerOf(facilitator, 'MODERATOR')]) {
    const { data, errors } = await figures(from(viewer))
    expect(data).toEqual({
      node: { confirmedCount: null, waitlistedCount: null, registrations: null },
      registration: null,
    })
    expect(errors).toHaveLength(1)
  }
  expect((await figures(asFacilitator())).data).toEqual({
    node: {
      confirmedCount: 1,
      waitlistedCount: 0,
      registrations: { totalCount: 1, nodes: [{ status: 'CONFIRMED', participant: { displayName: me.pseudonym } }] },
    },
    registration: { id: registration.id },
  })
})

test('events are listed under what they belong to, a page of parents in one statement', async () => {
  await loadTerritories(ctx)
  const academy = await ctx.db.territory.findFirstOrThrow({ where: { kind: 'ACADEMY' } })
  const [one, two] = [await aTheme(ctx.db, consultationId), await aTheme(ctx.db, consultationId, { position: 1 })]
  const { id } = await anEvent(ctx.db, consultationId, { slug: 'un', territoryId: academy.id })
  await anEvent(ctx.db, consultationId, { slug: 'deux', status: 'CANCELLED' })
  await anEvent(ctx.db, consultationId, { slug: 'masque', hiddenAt: new Date() })
  await ctx.db.eventTheme.createMany({ data: [one, two].map((theme) => ({ eventId: id, themeId: theme.id })) })
  const LISTS = `query ($consultation: ID!, $region: ID!, $filter: EventFilter) {
    events(filter: $filter) { totalCount nodes { slug } }
    consultation: node(id: $consultation) { ... on Consultation {
      events(first: 1) { totalCount nodes { slug } pageInfo { hasNextPage } }
      themes { nodes { events { totalCount nodes { slug territory { id } } } } } } }
    region: node(id: $region) { ... on Territory { events { nodes { slug } } } } }`
  const variables = {
    consultation: encodeId('Consultation', consultationId),
    region: encodeId('Territory', academy.regionId),
    filter: { consultationId: encodeId('Consultation', consultationId), status: ['SCHEDULED'] },
  }
  let answer: Awaited<ReturnType<typeof ask>> | undefined
  const statements = await ctx.statementsOf(async () => {
    answer = await ask(from(visitor), LISTS, variables)
  })
  const underTheme = {
    events: { totalCount: 1, nodes: [{ slug: 'un', territory: { id: encodeId('Territory', academy.id) } }] },
  }
  expect(answer).toEqual({
    data: {
      events: { totalCount: 1, nodes: [{ slug: 'un' }] },
      consultation: {
        events: { totalCount: 2, nodes: [{ slug: 'un' }], pageInfo: { hasNextPage: true } },
        themes: { nodes: [underTheme, underTheme] },
      },
      region: { events: { nodes: [{ slug: 'un' }] } },
    },
  })
  // At the root: a page, its count, two nodes. Under them: a page of events and its count, the themes, both themes' events and both
  // counts, the region's events. The territory.
  expect(statements).toHaveLength(4 + 2 + 1 + 2 + 1 + 1)
})

test('a page of twenty events with all that a front end shows is eight statements', async () => {
  const theme = await aTheme(ctx.db, consultationId)
  for (let n = 0; n < 20; n++) {
    const { id } = await anEvent(ctx.db, consultationId, { capacity: 5 })
    await ctx.db.eventTheme.create({ data: { eventId: id, themeId: theme.id } })
  }
  const PAGE = `query ($filter: EventFilter) { events(filter: $filter, first: 20) { nodes { title startsAt hasPlacesLeft
    themes { title } viewerRegistration { status } viewerCanRegister viewerCannotRegisterReasons confirmedCount } } }`
  const filter = { consultationId: encodeId('Consultation', consultationId) }
  const statements = await ctx.statementsOf(() => ask(asFacilitator(), PAGE, { filter }))
  expect(statements).toHaveLength(8)
})

test('a filter that cannot be is told, wherever it is', async () => {
  const elsewhere = encodeId('Theme', (await aTheme(ctx.db, (await aConsultation(ctx.db)).id)).id)
  const LIST = `query ($id: ID!, $filter: EventFilter, $first: Int) { node(id: $id) { ... on Consultation {
    events(filter: $filter, first: $first) { nodes { id } } } } }`
  const id = encodeId('Consultation', consultationId)
  for (const variables of [
    { filter: { themeId: elsewhere } },
    { filter: { themeId: id } },
    { filter: { territoryId: encodeId('Territory', newId()) } },
    { filter: { consultationId: encodeId('Consultation', newId()) } },
    { filter: { themeId: 'n’importe quoi' } },
    { first: 1_000_000 },
  ]) {
    const { errors } = await ask(from(visitor), LIST, { id, ...variables })
    expect(errors?.[0]?.extensions?.code, JSON.stringify(variables)).toBe('VALIDATION_FAILED')
  }
})
