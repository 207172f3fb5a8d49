import { aConsultation, aParticipant, aPerson } from '@cahier/db/testing'
import { ask, requestContext, sdlOf } from '@cahier/graphql/testing'
import { newId, type Viewer, visitor } from '@cahier/kernel'
import { administrator, openTestContext, type TestContext, viewerOf } from '@cahier/kernel/testing'
import { loadTerritories } from '@cahier/territories'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import './index'
import '@cahier/consultations/graphql'
import '@cahier/territories/graphql'
import { encodeId } from '@cahier/graphql'
import { notify } from '../index'

type Made = Awaited<ReturnType<typeof aParticipant>>

let ctx: TestContext
let consultation: { id: string; slug: string }
let mine: Made
let organiser: Viewer
beforeAll(async () => {
  ctx = await openTestContext()
  await loadTerritories(ctx)
})
afterAll(() => ctx.close())
beforeEach(async () => {
  consultation = await aConsultation(ctx.db)
  mine = await aParticipant(ctx.db, consultation.id)
  organiser = viewerOf(await aParticipant(ctx.db, consultation.id), 'ORGANISER')
})

const REFUSAL = '... on UserError { code message } ... on ValidationError { issues { path message } }'
/** Does an act as a viewer; what it answers, or the refusal. */
const act = async (viewer: Viewer, name: string, input: object, payload: string) => {
  const Name = name.charAt(0).toUpperCase() + name.slice(1)
  const source = `mutation ($input: ${Name}Input!) { ${name}(input: $input) { ... on ${Name}Payload { ${payload} } ${REFUSAL} } }`
  const { data, errors } = await ask(requestContext({ ...ctx, viewer }), source, { input })
  return data?.[name] ?? errors?.[0]?.extensions
}
const query = (viewer: Viewer, source: string, variables: Record<string, unknown> = {}) =>
  ask(requestContext({ ...ctx, viewer }), source, variables)
const ids = () => ({
  consultationId: encodeId('Consultation', consultation.id),
  participantId: encodeId('Participant', mine.id),
})

test('schema', () => {
  const nodes = ['Participant', 'Organisation', 'Membership', 'RoleGrant', 'Notice']
  const parts = ['ActorKind', 'Viewer', 'Participation', 'ParticipantProfile', 'NoticeDetail']
  const filters = ['Participant', 'Organisation', 'Membership', 'Notice'].map((name) => `${name}Filter`)
  const lists = nodes.flatMap((name) => [`${name}Connection`, `${name}Edge`])
  const acts = [
    ...['JoinConsultation', 'EditParticipant', 'GrantRole', 'RevokeRole', 'CreateOrganisation', 'VerifyOrganisation'],
    ...['RequestMembership', 'ConfirmMembership', 'LeaveOrganisation', 'MarkNoticesRead'],
  ].flatMap((name) => [`${name}Input`, `${name}Payload`, `${name}Result`])
  return expect(sdlOf(...nodes, ...parts, ...filters, ...lists, ...acts)).toMatchFileSnapshot('./schema.graphql')
})

describe('the signed-in person', () => {
  const VIEWER = `{ viewer { isAdministrator unreadNoticeCount participations { roles consultation { slug viewerParticipant { isViewer } }
    participant { displayName } profile { pseudonym chosenName isUnder15 version territory { code } memberships { confirmedAt } } }
    notices { totalCount nodes { id type message readAt subject { id } details { name value } } } } }`

  test('reads what they are in each consultation; a visitor is null', async () => {
    const vienne = { kind_code: { kind: 'DEPARTMENT' as const, code: '86' } }
    const { id: territoryId } = await ctx.db.territory.findUniqueOrThrow({ where: vienne })
    await ctx.db.participant.update({ where: { id: mine.id }, data: { chosenName: 'Zoé', territoryId } })
    const { data } = await query(viewerOf(mine, 'MODERATOR'), VIEWER)
    expect(data.viewer).toMatchObject({
      isAdministrator: false,
      participations: [
        {
          roles: ['MODERATOR', 'PARTICIPANT'],
          consultation: { slug: consultation.slug, viewerParticipant: { isViewer: true } },
          participant: { displayName: 'Zoé' },
          profile: {
            pseudonym: mine.pseudonym,
            chosenName: 'Zoé',
            version: 1,
            territory: { code: '86' },
            memberships: [],
          },
        },
      ],
    })
    expect((await query(visitor, VIEWER)).data).toEqual({ viewer: null })
    const shown = 'query ($id: ID!) { node(id: $id) { ... on Participant { isViewer territory { kind code } } } }'
    expect((await query(visitor, shown, { id: ids().participantId })).data.node).toEqual({
      isViewer: false,
      territory: { kind: 'ACADEMY', code: '13' },
    })
  })

  test('reads their notices, what they are about, and marks them as read', async () => {
    const subject = { subjectType: 'Consultation', subjectId: consultation.id }
    await notify(ctx, { participantId: mine.id, type: 'test.told', payload: { ...subject, until: null } })
    await notify(ctx, {
      participantId: mine.id,
      type: 'test.told',
      payload: { subjectType: 'Consultation', subjectId: 'x' },
    })
    const { data } = await query(viewerOf(mine), VIEWER)
    expect(data.viewer.unreadNoticeCount).toBe(2)
    expect(data.viewer.notices.nodes[0].subject).toBeNull()
    expect(data.viewer.notices.nodes[1]).toMatchObject({
      type: 'test.told',
      subject: { id: ids().consultationId },
      details: [{ name: 'until', value: null }, { name: 'subjectId' }, { name: 'subjectType' }].map((detail) =>
        expect.objectContaining(detail),
      ),
    })
    const noticeIds = data.viewer.notices.nodes.map(({ id }: { id: string }) => id)
    expect(await act(viewerOf(mine), 'markNoticesRead', { noticeIds }, 'readCount')).toEqual({ readCount: 2 })
    expect((await query(viewerOf(mine), VIEWER)).data.viewer.unreadNoticeCount).toBe(0)
  })
})

describe('acts', () => {
  test('joining, once for a key, then editing', async () => {
    const { id: personId } = await aPerson(ctx.db)
    const person = { ...administrator(personId), isAdministrator: false }
    const input = { consultationId: ids().consultationId, actorKind: 'PUPIL', idempotencyKey: 'k' }
    const join = () => act(person, 'joinConsultation', input, 'participant { id displayName actorKind }')
    const joined = await join()
    expect(joined.participant).toMatchObject({ actorKind: 'PUPIL' })
    expect(await join()).toEqual(joined)
    const made = await ctx.db.participant.findFirstOrThrow({ where: { personId } })
    const edit = (more: object) =>
      act(
        viewerOf(made),
        'editParticipant',
        { id: joined.participant.id, version: 1, ...more },
        'participant { displayName }',
      )
    expect(await edit({ isUnder15: true, chosenName: 'Léa' })).toMatchObject({
      code: 'VALIDATION_FAILED',
      issues: [{ path: ['chosenName'], message: expect.stringContaining('15 ans') }],
    })
    expect(await edit({ chosenName: 'Léa' })).toEqual({ participant: { displayName: 'Léa' } })
    expect(await edit({ chosenName: 'Zoé' })).toMatchObject({ code: 'CONFLICT' })
    expect(await act(visitor, 'joinConsultation', input, 'participant { id }')).toEqual({ code: 'NOT_AUTHENTICATED' })
  })

  test('granting and taking back a role, which organisers list', async () => {
    const role = { ...ids(), role: 'MODERATOR' }
    const LIST = `query ($slug: String!) { consultation(slug: $slug) { roleGrants { totalCount nodes { role participant { id } } } } }`
    const list = (viewer: Viewer) => query(viewer, LIST, { slug: consultation.slug })
    expect(await act(viewerOf(mine), 'grantRole', role, 'participant { id }')).toMatchObject({ code: 'NOT_ALLOWED' })
    await act(organiser, 'grantRole', role, 'participant { id }')
    const { participantId: id } = ids()
    expect((await list(organiser)).data.consultation.roleGrants).toEqual({
      totalCount: 1,
      nodes: [{ role: 'MODERATOR', participant: { id } }],
    })
    const refused = await list(viewerOf(mine))
    expect(refused.data.consultation).toEqual({ roleGrants: null })
    expect(refused.errors?.[0]?.extensions).toMatchObject({ code: 'NOT_ALLOWED' })
    expect(await act(organiser, 'revokeRole', role, 'participant { id }')).toEqual({ participant: { id } })
    expect((await list(organiser)).data.consultation.roleGrants.totalCount).toBe(0)
  })

  test('an organisation, from its creation to who speaks for it and stops', async () => {
    const made = { slug: `canope-${newId()}`, name: 'Réseau Canopé', actorKind: 'OTHER' }
    const { organisation } = await act(
      viewerOf(mine),
      'createOrganisation',
      made,
      'organisation { id version isVerified }',
    )
    const { consultationId, participantId } = ids()
    const [request, key] = [
      { organisationId: organisation.id, consultationId },
      { organisationId: organisation.id, participantId },
    ]
    const asked = await act(
      viewerOf(mine),
      'requestMembership',
      request,
      'membership { confirmedAt participant { id } }',
    )
    expect(asked.membership).toEqual({ confirmedAt: null, participant: { id: participantId } })
    const REQUESTS = `query ($slug: String!) { consultation(slug: $slug) {
      memberships(filter: { isConfirmed: false }) { nodes { organisation { name } participant { id } } } } }`
    const requests = await query(organiser, REQUESTS, { slug: consultation.slug })
    expect(requests.data.consultation.memberships.nodes).toEqual([
      { organisation: { name: 'Réseau Canopé' }, participant: { id: participantId } },
    ])
    await act(organiser, 'confirmMembership', key, 'membership { confirmedAt }')
    const verify = { id: organisation.id, version: organisation.version }
    const verified = await act(organiser, 'verifyOrganisation', verify, 'organisation { isVerified version }')
    expect(verified).toEqual({ organisation: { isVerified: true, version: 2 } })
    const left = await act(viewerOf(mine), 'leaveOrganisation', key, 'participant { organisations { name } }')
    expect(left).toEqual({ participant: { organisations: [] } })
    const found = await query(visitor, 'query ($slug: String!) { organisation(slug: $slug) { name } }', {
      slug: made.slug,
    })
    expect(found.data.organisation.name).toBe('Réseau Canopé')
  })

  test('identifiers that name nothing, or another type, are refused', async () => {
    const wrong = ['x', encodeId('Theme', mine.id), encodeId('Participant', '\0')]
    for (const participantId of wrong) {
      const refused = await act(
        organiser,
        'grantRole',
        { ...ids(), participantId, role: 'ANALYST' },
        'participant { id }',
      )
      expect(refused).toMatchObject({ code: 'VALIDATION_FAILED', issues: [{ path: ['participantId'] }] })
    }
    const unknown = { ...ids(), participantId: encodeId('Participant', newId()), role: 'ANALYST' }
    expect(await act(organiser, 'grantRole', unknown, 'participant { id }')).toMatchObject({ code: 'NOT_FOUND' })
    const marked = await act(organiser, 'markNoticesRead', { noticeIds: ['\0'] }, 'readCount')
    expect(marked).toMatchObject({ code: 'VALIDATION_FAILED' })
  })
})

test('a page of participants with all that is theirs is six statements', async () => {
  const { id: territoryId } = await ctx.db.territory.findFirstOrThrow({ where: { kind: 'DEPARTMENT' } })
  const organisation = { id: newId(), slug: newId(), name: 'Une', actorKind: 'OTHER' as const }
  await ctx.db.organisation.create({ data: organisation })
  for (let n = 0; n < 10; n++) {
    const { id: participantId } = await aParticipant(ctx.db, consultation.id, { personId: null, territoryId })
    const membership = { organisationId: organisation.id, participantId, confirmedAt: new Date() }
    await ctx.db.membership.create({ data: membership })
  }
  const source = `query ($slug: String!) { consultation(slug: $slug) { participants { nodes { displayName territory { name }
    organisations { name } consultation { slug } } } } }`
  const variables = { slug: consultation.slug }
  const { nodes } = (await query(organiser, source, variables)).data.consultation.participants
  // The ids of test data are random, so is their order: ten of the page have the organisation, wherever they are.
  const members = nodes.filter((node: { organisations: { name: string }[] }) => node.organisations.length > 0)
  expect(members.map((node: { organisations: unknown }) => node.organisations)).toEqual(
    Array.from({ length: 10 }, () => [{ name: 'Une' }]),
  )
  // The consultation twice: by its slug, then by id for the participants.
  expect(await ctx.statementsOf(() => query(organiser, source, variables))).toHaveLength(7)
})
