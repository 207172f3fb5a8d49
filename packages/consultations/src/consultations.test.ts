import { aConsultation, aParticipant, aPerson } from '@cahier/db/testing'
import {
  ConflictError,
  NotAllowedError,
  NotAuthenticatedError,
  NotFoundError,
  newId,
  ValidationError,
  visitor,
} from '@cahier/kernel'
import { administrator, openTestContext, type TestContext, viewerOf } from '@cahier/kernel/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  archiveConsultation,
  type Consultation,
  type ConsultationFields,
  countConsultations,
  createConsultation,
  editConsultation,
  getConsultation,
  getConsultationBySlug,
  getConsultations,
  listConsultations,
  publishConsultation,
} from './index'

let ctx: TestContext
beforeAll(async () => {
  ctx = await openTestContext()
})
afterAll(() => ctx.close())

const fields = (more: Partial<ConsultationFields> = {}): ConsultationFields => ({
  slug: `essai-${newId()}`,
  title: { fr: 'Essai' },
  summary: { fr: 'Un essai' },
  defaultLocale: 'fr',
  ...more,
})
const draft = (more?: Partial<ConsultationFields>): Promise<Consultation> => createConsultation(ctx, fields(more))
const organiserOf = async ({ id }: { id: string }) => viewerOf(await aParticipant(ctx.db, id), 'ORGANISER')
const by = (viewer: TestContext['viewer']): TestContext => ({ ...ctx, viewer })

describe('states', () => {
  test('a draft is published, archived, opened again, and never a draft any more', async () => {
    const published = await publishConsultation(ctx, await draft())
    expect(published).toMatchObject({ status: 'PUBLISHED', version: 2 })
    await expect(publishConsultation(ctx, published)).rejects.toThrow(ConflictError)
    const archived = await archiveConsultation(ctx, published)
    expect(archived.status).toBe('ARCHIVED')
    await expect(archiveConsultation(ctx, archived)).rejects.toMatchObject({ reason: 'STATE' })
    expect((await publishConsultation(ctx, archived)).status).toBe('PUBLISHED')
    await expect(archiveConsultation(ctx, await draft())).rejects.toMatchObject({ data: { status: 'DRAFT' } })
  })

  test('an archived consultation is not edited', async () => {
    const archived = await archiveConsultation(ctx, await publishConsultation(ctx, await draft()))
    const edit = editConsultation(ctx, { ...archived, title: { fr: 'Autre' } })
    await expect(edit).rejects.toMatchObject({ reason: 'STATE', data: { status: 'ARCHIVED' } })
  })

  test('each change leaves one fact', async () => {
    const { id, version } = await draft()
    await editConsultation(ctx, { id, version, summary: { fr: 'Autre' } })
    await publishConsultation(ctx, { id, version: version + 1 })
    await archiveConsultation(ctx, { id, version: version + 2 })
    const facts = await ctx.db.outboxEvent.findMany({ where: { subjectId: id }, orderBy: { position: 'asc' } })
    expect(facts.map(({ type }) => type)).toEqual([
      'consultation.created',
      'consultation.edited',
      'consultation.published',
      'consultation.archived',
    ])
  })
})

describe('edits', () => {
  test('what is left out stays, undefined too; a null source is none', async () => {
    const { id, version } = await draft({ source: 'Quelque part' })
    const edited = await editConsultation(ctx, { id, version, title: { fr: 'Autre', en: 'Other' }, summary: undefined })
    expect(edited).toMatchObject({ title: { en: 'Other' }, summary: { fr: 'Un essai' }, source: 'Quelque part' })
    expect((await editConsultation(ctx, { id, version: edited.version, source: null })).source).toBeNull()
  })

  test('of many edits from one version one wins, and the others are told the present version', async () => {
    const { id, version } = await draft()
    const edits = Array.from({ length: 8 }, (_, n) =>
      editConsultation(ctx, { id, version, title: { fr: `Titre ${n}` } }),
    )
    const results = await Promise.allSettled(edits)
    const refused = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []))
    expect(refused).toHaveLength(7)
    for (const error of refused)
      expect(error).toMatchObject({ reason: 'STALE_VERSION', data: { version: version + 1 } })
  })

  test('an address is of one consultation', async () => {
    const { slug } = await draft()
    await expect(draft({ slug })).rejects.toMatchObject({ issues: [{ path: ['slug'], rule: 'taken' }] })
  })
})

describe('who may', () => {
  test('create: administrators', async () => {
    const consultation = await aConsultation(ctx.db)
    const create = (viewer: TestContext['viewer']) => createConsultation(by(viewer), fields())
    await expect(create(visitor)).rejects.toThrow(NotAuthenticatedError)
    await expect(create(await organiserOf(consultation))).rejects.toThrow(NotAllowedError)
    await expect(create(administrator((await aPerson(ctx.db)).id))).resolves.toHaveProperty('status', 'DRAFT')
  })

  test.each([
    ['edit', editConsultation],
    ['archive', archiveConsultation],
  ])('%s: organisers of this very consultation, and administrators', async (_, act) => {
    const consultation = await aConsultation(ctx.db)
    const { id, version } = consultation
    const participant = await aParticipant(ctx.db, id)
    const attempt = (viewer: TestContext['viewer']) => act(by(viewer), { id, version })
    await expect(attempt(visitor)).rejects.toThrow(NotAuthenticatedError)
    for (const role of ['PARTICIPANT', 'FACILITATOR', 'MODERATOR', 'ANALYST'] as const)
      await expect(attempt(viewerOf(participant, role))).rejects.toThrow(NotAllowedError)
    await expect(attempt(await organiserOf(await aConsultation(ctx.db)))).rejects.toThrow(NotAllowedError)
    await expect(attempt(viewerOf(participant, 'ORGANISER'))).resolves.toHaveProperty('version', 2)
    const another = await aConsultation(ctx.db)
    const keeper = administrator((await aPerson(ctx.db)).id)
    await expect(act(by(keeper), { id: another.id, version: 1 })).resolves.toHaveProperty('version', 2)
  })

  test('a draft is seen by who holds a role in it, and does not exist for the others', async () => {
    const hidden = await draft()
    const elsewhere = await organiserOf(await aConsultation(ctx.db))
    const participant = await aParticipant(ctx.db, hidden.id)
    for (const viewer of [visitor, elsewhere]) {
      expect(await getConsultation(by(viewer), hidden.id)).toBeNull()
      expect(await getConsultationBySlug(by(viewer), hidden.slug)).toBeNull()
      const { nodes } = await listConsultations(by(viewer), { status: ['DRAFT'] })
      expect(nodes).toEqual([])
      expect(await countConsultations(by(viewer), { status: ['DRAFT'] })).toBe(0)
      await expect(publishConsultation(by(viewer), hidden)).rejects.toThrow(NotFoundError)
    }
    for (const role of ['FACILITATOR', 'MODERATOR', 'ANALYST', 'ORGANISER'] as const)
      expect((await getConsultationBySlug(by(viewerOf(participant, role)), hidden.slug))?.id).toBe(hidden.id)
    expect(await getConsultation(by(administrator((await aPerson(ctx.db)).id)), hidden.id)).not.toBeNull()
  })
})

describe('lists', () => {
  test('the newest first, by state; a page is one statement', async () => {
    const older = await aConsultation(ctx.db, { createdAt: new Date('2998-01-01') })
    const newer = await aConsultation(ctx.db, { createdAt: new Date('2999-01-01'), status: 'ARCHIVED' })
    const ids = async (filter: Parameters<typeof listConsultations>[1], first = 2) =>
      (await listConsultations(by(visitor), filter, { first })).nodes.map(({ id }) => id)
    expect(await ids({})).toEqual([newer.id, older.id])
    expect(await ids({ status: ['PUBLISHED'] }, 1)).toEqual([older.id])
    expect(await ids({ status: [] })).toEqual([])
    expect(await ctx.statementsOf(() => ids({ status: ['ARCHIVED', 'PUBLISHED'] }))).toHaveLength(1)
  })

  test('hostile pages are refused', async () => {
    await aConsultation(ctx.db)
    await expect(listConsultations(ctx, {}, { first: 1_000_000 })).rejects.toThrow(ValidationError)
    const { nodes, cursorOf } = await listConsultations(ctx)
    const after = nodes[0] && cursorOf(nodes[0])
    await expect(listConsultations(ctx, { status: ['DRAFT'] }, { after })).rejects.toThrow(ValidationError)
  })
})

test('hostile texts, addresses and ids are refused, and leave nothing', async () => {
  const before = await ctx.db.consultation.count()
  for (const text of ['a\0', '\ud83d', 'x'.repeat(1_000_000), ' ', 'a\nb'])
    await expect(draft({ title: { fr: text } })).rejects.toThrow(ValidationError)
  for (const wrong of [
    { slug: 'É' },
    { title: {} },
    { title: { français: 'a' } },
    { defaultLocale: 'x' },
    { source: 'a\0' },
  ])
    await expect(draft(wrong)).rejects.toThrow(ValidationError)
  expect(await ctx.db.consultation.count()).toBe(before)
  const { id } = await aConsultation(ctx.db)
  expect(await getConsultations(ctx, ['x', id, newId(), 'a\0'])).toMatchObject([null, { id }, null, null])
  for (const slug of ['a\0', '\ud83d', 'x'.repeat(1_000_000), ''])
    expect(await getConsultationBySlug(ctx, slug)).toBeNull()
  await expect(publishConsultation(ctx, { id: 'x', version: 1 })).rejects.toThrow(NotFoundError)
})
