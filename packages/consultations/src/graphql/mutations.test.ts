import { aConsultation, aParticipant, aPerson } from '@cahier/db/testing'
import { type Context, encodeId } from '@cahier/graphql'
import { ask, requestContext } from '@cahier/graphql/testing'
import { newId, visitor } from '@cahier/kernel'
import { administrator, openTestContext, type TestContext, viewerOf } from '@cahier/kernel/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import './index'

let ctx: TestContext
beforeAll(async () => {
  ctx = await openTestContext()
})
afterAll(() => ctx.close())

const as = (viewer: TestContext['viewer']): Context => requestContext({ ...ctx, viewer })
const organiserOf = async (consultationId: string): Promise<Context> =>
  as(viewerOf(await aParticipant(ctx.db, consultationId), 'ORGANISER'))
const fr = (text: string) => [{ locale: 'fr', text }]
const REFUSAL =
  '... on UserError { code message } ... on ConflictError { reason } ... on ValidationError { issues { path message } }'
const PARTS = ['Phase', 'Space', 'ContextPage'] as const

/** What a mutation answers: its payload, or its refusal. */
const act = async (context: Context, name: string, payload: string, input: object) => {
  const Name = `${name.charAt(0).toUpperCase()}${name.slice(1)}`
  const source = `mutation ($input: ${Name}Input!) { ${name}(input: $input) { ... on ${Name}Payload { ${payload} } ${REFUSAL} } }`
  const { data, errors } = await ask(context, source, { input })
  return data?.[name] ?? { code: errors?.[0]?.extensions?.code }
}

const INPUTS = {
  Phase: { opens: ['VOTING'], startsAt: '2020-08-31T00:00:00Z', endsAt: '2020-10-01T22:00:00Z' },
  Space: { kind: 'MEETINGS', summary: fr('Des rencontres') },
  ContextPage: { body: fr('# Contexte') },
}
const FIELDS = { Phase: 'phase', Space: 'space', ContextPage: 'contextPage' }
const addPart = async (context: Context, type: (typeof PARTS)[number], consultationId: string, slug = 'partie') =>
  act(context, `add${type}`, `${FIELDS[type]} { id version title consultation { slug } }`, {
    consultationId: encodeId('Consultation', consultationId),
    slug,
    title: fr('Titre'),
    ...INPUTS[type],
  })

test('from a draft to an archive', async () => {
  const keeper = as(administrator((await aPerson(ctx.db)).id))
  const slug = `essai-${newId()}`
  const input = { slug, title: fr('Essai'), summary: fr('Un essai'), defaultLocale: 'fr', source: 'Une page' }
  const STATE = 'consultation { id version status source origin }'
  const { consultation: draft } = await act(keeper, 'createConsultation', STATE, input)
  expect(draft).toMatchObject({ version: 1, status: 'DRAFT', source: 'Une page', origin: 'NATIVE' })
  expect(await act(keeper, 'createConsultation', STATE, input)).toMatchObject({
    code: 'VALIDATION_FAILED',
    issues: [{ path: ['slug'], message: 'Ce nom est déjà pris.' }],
  })
  const edit = (version: number, more: object) =>
    act(keeper, 'editConsultation', STATE, { id: draft.id, version, ...more })
  expect((await edit(1, { title: fr('Autre'), summary: null })).consultation).toMatchObject({ source: 'Une page' })
  expect((await edit(2, { source: null })).consultation.source).toBeNull()
  expect(await edit(2, { source: null })).toMatchObject({ code: 'CONFLICT', reason: 'STALE_VERSION' })
  const change = (name: string, version: number) => act(keeper, name, STATE, { id: draft.id, version })
  expect((await change('publishConsultation', 3)).consultation.status).toBe('PUBLISHED')
  expect((await change('archiveConsultation', 4)).consultation.status).toBe('ARCHIVED')
  expect(await edit(5, { source: null })).toMatchObject({ code: 'CONFLICT', reason: 'STATE' })
})

test.each(PARTS)('%s: added, edited, removed', async (type) => {
  const { id, slug } = await aConsultation(ctx.db)
  const organiser = await organiserOf(id)
  const field = FIELDS[type]
  const { [field]: part } = await addPart(organiser, type, id)
  expect(part).toMatchObject({ version: 1, title: 'Titre', consultation: { slug } })
  const edited = await act(organiser, `edit${type}`, `${field} { version title }`, {
    id: part.id,
    version: 1,
    title: fr('Autre'),
  })
  expect(edited).toEqual({ [field]: { version: 2, title: 'Autre' } })
  const remove = (version: number) =>
    act(organiser, `remove${type}`, 'removedId consultation { spaces { id } }', { id: part.id, version })
  expect(await remove(1)).toMatchObject({ code: 'CONFLICT', reason: 'STALE_VERSION' })
  expect(await remove(2)).toEqual({ removedId: part.id, consultation: { spaces: [] } })
  expect(await remove(2)).toMatchObject({ code: 'NOT_FOUND' })
})

test('a space goes where it is moved to', async () => {
  const { id } = await aConsultation(ctx.db)
  const organiser = await organiserOf(id)
  await addPart(organiser, 'Space', id, 'a')
  const { space } = await addPart(organiser, 'Space', id, 'b')
  const payload = 'space { position consultation { spaces { slug } } }'
  expect(await act(organiser, 'editSpace', payload, { id: space.id, version: 1, position: 0 })).toEqual({
    space: { position: 0, consultation: { spaces: [{ slug: 'b' }, { slug: 'a' }] } },
  })
})

test('a retry with its key gets the first answer', async () => {
  const { id } = await aConsultation(ctx.db)
  const organiser = await organiserOf(id)
  const input = {
    consultationId: encodeId('Consultation', id),
    slug: 'un',
    title: fr('Un'),
    ...INPUTS.Phase,
    idempotencyKey: 'a',
  }
  const add = (more: object = {}) => act(organiser, 'addPhase', 'phase { id startsAt opens }', { ...input, ...more })
  const first = await add()
  expect(first.phase).toMatchObject({ startsAt: '2020-08-31T00:00:00.000Z', opens: ['VOTING'] })
  expect(await add()).toEqual(first)
  expect(await add({ slug: 'deux' })).toMatchObject({ code: 'CONFLICT', reason: 'KEY_REUSED' })
})

test.each(PARTS)('%s: refused to who is no organiser there, with a code', async (type) => {
  const { id } = await aConsultation(ctx.db)
  const participant = await aParticipant(ctx.db, id)
  const elsewhere = await organiserOf((await aConsultation(ctx.db)).id)
  expect(await addPart(as(visitor), type, id)).toEqual({ code: 'NOT_AUTHENTICATED' })
  for (const context of [as(viewerOf(participant, 'MODERATOR')), elsewhere])
    expect(await addPart(context, type, id)).toEqual({
      code: 'NOT_ALLOWED',
      message: 'Votre rôle dans cette consultation ne permet pas de faire cela.',
    })
  await ctx.db.consultation.update({ where: { id }, data: { status: 'ARCHIVED' } })
  expect(await addPart(await organiserOf(id), type, id)).toMatchObject({ code: 'CONFLICT', reason: 'STATE' })
})

test('hostile identifiers and texts are refused, each with its place', async () => {
  const { id } = await aConsultation(ctx.db)
  const organiser = await organiserOf(id)
  const foreign = [encodeId('Theme', id), 'x', '', encodeId('Consultation', "' OR 1=1")]
  for (const wrong of foreign) {
    expect(await act(organiser, 'publishConsultation', 'consultation { id }', { id: wrong, version: 1 })).toMatchObject(
      {
        code: 'VALIDATION_FAILED',
        issues: [{ path: ['id'], message: 'Rien ne porte cet identifiant ici.' }],
      },
    )
  }
  const unknown = { id: encodeId('Space', newId()), version: 1 }
  expect(await act(organiser, 'editSpace', 'space { id }', unknown)).toMatchObject({ code: 'NOT_FOUND' })
  for (const text of ['a\0', '\ud83d', 'x'.repeat(1_000_000)]) {
    const input = { id: encodeId('Consultation', id), version: 1, title: fr(text) }
    expect(await act(organiser, 'editConsultation', 'consultation { id }', input)).toMatchObject({
      code: 'VALIDATION_FAILED',
      issues: [{ path: ['title', 'fr'] }],
    })
  }
  const { space } = await addPart(organiser, 'Space', id)
  const beyond = { id: space.id, version: 1, position: -1 }
  expect(await act(organiser, 'editSpace', 'space { id }', beyond)).toMatchObject({
    issues: [{ path: ['position'] }],
  })
})

test('two acts of one request each answer what is there after them', async () => {
  const { id } = await aConsultation(ctx.db)
  const add = (slug: string) =>
    `addSpace(input: { consultationId: "${encodeId('Consultation', id)}", slug: "${slug}", kind: RESOURCES,
      title: [{ locale: "fr", text: "${slug}" }], summary: [{ locale: "fr", text: "${slug}" }] }) {
      ... on AddSpacePayload { space { consultation { spaces { slug } } } } }`
  const { data } = await ask(await organiserOf(id), `mutation { a: ${add('a')} b: ${add('b')} }`)
  expect(data.a.space.consultation.spaces).toEqual([{ slug: 'a' }])
  expect(data.b.space.consultation.spaces).toEqual([{ slug: 'a' }, { slug: 'b' }])
})
