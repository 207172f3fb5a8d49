import '@cahier/consultations/graphql'
import '@cahier/territories/graphql'
import '@cahier/participants/graphql'
import '@cahier/themes/graphql'
import './index'
import { aConsultation, anEvent, aParticipant, aTheme } from '@cahier/db/testing'
import { type Context, encodeId, INTERFACE_LOCALES, say } from '@cahier/graphql'
import { ask, requestContext, sdlOf } from '@cahier/graphql/testing'
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

const EVENT = 'event { id version slug title capacity place hasPlacesLeft status themes { slug } territory { name } }'
const newEvent = (more: object = {}) => ({
  consultationId: encodeId('Consultation', consultationId),
  slug: 'rencontre',
  title: [{ locale: 'fr', text: 'Une rencontre' }],
  scope: 'ACADEMIC',
  mode: 'HYBRID',
  startsAt: '2030-09-03T16:00:00Z',
  endsAt: '2030-09-03T18:00:00Z',
  ...more,
})

test('schema', () => {
  const types = ['Event', 'EventConnection', 'EventEdge', 'EventFilter', 'EventOrder', 'Registration']
  const errors = ['SchoolHoursError', 'CapacityBelowConfirmedError', 'RegistrationClosedError']
  const enums = ['EventScope', 'EventMode', 'EventStatus', 'RegistrationStatus', 'RegistrationObstacle']
  const acts = ['CreateEvent', 'EditEvent', 'CancelEvent', 'RegisterForEvent', 'CancelRegistration', 'RecordAttendance']
  const made = acts.flatMap((name) => [`${name}Input`, `${name}Payload`, `${name}Result`])
  return expect(sdlOf(...types, ...errors, ...enums, ...made)).toMatchFileSnapshot('./schema.graphql')
})

test('every message is said in every language', () => {
  const keys = ['schoolHours', 'capacityBelowConfirmed', 'rule.capacity', 'rule.timeZone']
  const closed = ['EVENT_HIDDEN', 'EVENT_CANCELLED', 'EVENT_STARTED'].map((reason) => `registrationClosed.${reason}`)
  const notices = ['notice.registration.confirmed', 'notice.event.cancelled']
  for (const locale of INTERFACE_LOCALES)
    for (const key of [...keys, ...closed, ...notices])
      expect(say(locale, key, { from: '', to: '', timeZone: '', confirmedCount: 2 }), key).not.toBe(key)
})

test('from creating an event to calling it off', async () => {
  await loadTerritories(ctx)
  const { id: territoryId } = await ctx.db.territory.findFirstOrThrow({ where: { kind: 'ACADEMY' } })
  const theme = await aTheme(ctx.db, consultationId, { slug: 'un-theme' })
  const input = newEvent({
    capacity: 1,
    place: 'Médiathèque',
    territoryId: encodeId('Territory', territoryId),
    themeIds: [encodeId('Theme', theme.id)],
  })
  const created = await act(asFacilitator(), 'createEvent', EVENT, input)
  expect(created.event).toMatchObject({ version: 1, capacity: 1, hasPlacesLeft: true, themes: [{ slug: 'un-theme' }] })
  expect(created.event.territory.name).toBeTruthy()
  const { id } = created.event
  const edited = await act(asFacilitator(), 'editEvent', EVENT, { id, version: 1, capacity: null, territoryId: null })
  expect(edited.event).toMatchObject({ version: 2, capacity: null, territory: null, place: 'Médiathèque' })
  const cancelled = await act(asFacilitator(), 'cancelEvent', EVENT, { id, version: 2 })
  expect(cancelled.event).toMatchObject({ id, version: 3, status: 'CANCELLED' })
  const read = `query ($id: ID!, $slug: String!) { event(consultationId: $id, slug: $slug) { id consultation { id } } }`
  const consultation = { id: encodeId('Consultation', consultationId) }
  const found = await ask(from(visitor), read, { ...consultation, slug: 'rencontre' })
  expect(found).toEqual({ data: { event: { id, consultation } } })
})

test('refusals are in the result, with their data', async () => {
  const inClass = { startsAt: '2030-09-03T12:00:00Z', endsAt: '2030-09-03T14:00:00Z', scope: 'SCHOOL' }
  const hours = '... on CreateEventPayload { event { id } } ... on SchoolHoursError { from to timeZone }'
  const refused = await ask(
    asFacilitator(),
    `mutation ($input: CreateEventInput!) { createEvent(input: $input) { ${hours} ${REFUSAL} } }`,
    { input: newEvent(inClass) },
  )
  expect(refused.data.createEvent).toEqual({
    code: 'SCHOOL_HOURS',
    message:
      'Une rencontre d’école a lieu hors du temps scolaire : pas du lundi au vendredi entre 08:00 et 17:00 (heure de Europe/Paris).',
    from: '08:00',
    to: '17:00',
    timeZone: 'Europe/Paris',
  })
  expect(await act(asMe(), 'createEvent', EVENT, newEvent())).toMatchObject({ code: 'NOT_ALLOWED' })
  const elsewhere = encodeId('Theme', (await aTheme(ctx.db, (await aConsultation(ctx.db)).id)).id)
  for (const [fault, path] of [
    [{ themeIds: [elsewhere] }, 'themeIds'],
    [{ themeIds: [encodeId('Event', newId())] }, 'themeIds'],
    [{ territoryId: elsewhere }, 'territoryId'],
    [{ organisationId: encodeId('Organisation', newId()) }, 'organisationId'],
    [{ capacity: 0 }, 'capacity'],
    [{ timeZone: 'Paris' }, 'timeZone'],
    [{ slug: 'a\0' }, 'slug'],
    [{ endsAt: '2030-09-03T15:00:00Z' }, 'endsAt'],
  ] as const) {
    expect(await act(asFacilitator(), 'createEvent', EVENT, newEvent(fault))).toMatchObject({
      code: 'VALIDATION_FAILED',
      issues: [{ path: expect.arrayContaining([path]) }],
    })
  }
  const { id } = await anEvent(ctx.db, consultationId)
  const stale = { id: encodeId('Event', id), version: 7, place: 'ici' }
  expect(await act(asFacilitator(), 'editEvent', EVENT, stale)).toMatchObject({ code: 'CONFLICT' })
  const unsigned = await ask(from(visitor), mutation('registerForEvent', 'registration { id }'), {
    input: { eventId: encodeId('Event', id) },
  })
  expect(unsigned.errors?.[0]?.extensions?.code).toBe('NOT_AUTHENTICATED')
})

test('a key makes a registration happen once, and gives the first answer again', async () => {
  const eventId = encodeId('Event', (await anEvent(ctx.db, consultationId, { capacity: 5 })).id)
  const registering = () =>
    act(asMe(), 'registerForEvent', 'registration { id status }', { eventId, idempotencyKey: 'k' })
  const first = await registering()
  expect(first.registration.status).toBe('CONFIRMED')
  expect(await registering()).toEqual(first)
  expect(await ctx.db.outboxEvent.count({ where: { type: 'registration.confirmed', consultationId } })).toBe(1)
})
