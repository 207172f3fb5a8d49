import type { Role } from '@cahier/db'
import { aComment, aConsultation, aContribution, anEvent, aParticipant, aPerson, aTheme } from '@cahier/db/testing'
import { encodeId } from '@cahier/graphql'
import { newId } from '@cahier/kernel'
import { openTestGateway, type TestGateway } from './gateway'

/** Somebody who signs requests, with what they are in the consultation of the ground; the stranger's is of the other one. */
export interface Actor {
  token: string
  personId: string
  participantId: string
}

const IN_HERE: Record<string, Role[]> = {
  author: [],
  reader: [],
  facilitator: ['FACILITATOR'],
  moderator: ['MODERATOR'],
  organiser: ['ORGANISER'],
}
const EVERY_ROLE: Role[] = ['FACILITATOR', 'MODERATOR', 'ANALYST', 'ORGANISER']

const signIn = async ({ database, identity }: TestGateway, personId: string, participantId = ''): Promise<Actor> => {
  const sessionId = newId()
  const expiresAt = new Date(Date.now() + 3_600_000)
  await database.db.session.create({ data: { id: sessionId, personId, expiresAt, refreshHash: sessionId } })
  return { personId, participantId, token: await identity.tokens.issueDevelopmentToken({ personId, sessionId }) }
}

const join = async (gateway: TestGateway, consultationId: string, roles: Role[]): Promise<Actor> => {
  const { db } = gateway.database
  const { id, personId } = await aParticipant(db, consultationId)
  if (!personId) throw new Error('A builder gives a participant a person')
  await db.roleGrant.createMany({ data: roles.map((role) => ({ consultationId, personId, role })) })
  return signIn(gateway, personId, id)
}

/** What is said in a consultation, by `author`: one thing of each kind. */
export const fill = async (gateway: TestGateway, consultationId: string, authorId: string) => {
  const { db } = gateway.database
  const theme = await aTheme(db, consultationId)
  await db.guidingQuestion.create({
    data: { id: newId(), themeId: theme.id, text: { fr: 'Que faire ?' }, position: 0 },
  })
  const contribution = await aContribution(db, { consultationId, themeId: theme.id }, { authorId })
  const comment = await aComment(db, contribution.id, { authorId })
  const event = await anEvent(db, consultationId)
  await db.eventTheme.create({ data: { eventId: event.id, themeId: theme.id } })
  return { theme, contribution, comment, event }
}

/**
 * Two consultations: `here`, with somebody of each role, and `elsewhere`, where the stranger holds every role. The newcomer has signed in and
 * joined nothing.
 */
export const openGround = async () => {
  const gateway = await openTestGateway()
  const { db } = gateway.database
  const [here, elsewhere] = [await aConsultation(db), await aConsultation(db)]
  const staff = Object.entries(IN_HERE).map(async ([name, roles]) => [name, await join(gateway, here.id, roles)])
  // Its keys are those of IN_HERE.
  const insiders = Object.fromEntries(await Promise.all(staff)) as Record<
    'author' | 'reader' | 'facilitator' | 'moderator' | 'organiser',
    Actor
  >
  const administrator = await signIn(gateway, (await aPerson(db, { isAdministrator: true })).id)
  const newcomer = await signIn(gateway, (await aPerson(db)).id)
  const stranger = await join(gateway, elsewhere.id, EVERY_ROLE)
  const regionId = newId()
  const territory = { id: regionId, kind: 'ACADEMIC_REGION', code: 'R01', name: 'Une région', regionId } as const
  await db.territory.create({ data: territory })
  const organisation = {
    id: newId(),
    slug: 'une-association',
    name: 'Une association',
    actorKind: 'ASSOCIATION',
  } as const
  await db.organisation.create({ data: organisation })
  await db.membership.create({
    data: { organisationId: organisation.id, participantId: insiders.reader.participantId },
  })
  const things = await fill(gateway, here.id, insiders.author.participantId)
  const foreign = await fill(gateway, elsewhere.id, stranger.participantId)
  const people = { ...insiders, administrator, newcomer, stranger }
  return { gateway, db, here, elsewhere, territory, organisation, people, foreign, ...things }
}

export type Ground = Awaited<ReturnType<typeof openGround>>

/** The global identifier of a thing of each type that `node(id)` finds. */
export const nodesOf = async (ground: Ground): Promise<Map<string, string>> => {
  const { db, here, theme, people, contribution, comment, event, territory, organisation } = ground
  const [phase, space, page] = [
    await db.phase.findFirstOrThrow({ where: { consultationId: here.id } }),
    {
      id: newId(),
      consultationId: here.id,
      slug: 'un-espace',
      kind: 'MEETINGS',
      title: {},
      summary: {},
      position: 0,
    } as const,
    { id: newId(), consultationId: here.id, slug: 'une-page', title: {}, body: {}, position: 0 },
  ]
  await db.space.create({ data: space })
  await db.page.create({ data: page })
  const registration = {
    id: newId(),
    eventId: event.id,
    participantId: people.author.participantId,
    status: 'CONFIRMED',
  } as const
  await db.registration.create({ data: registration })
  const participant = { id: people.author.participantId }
  const found = {
    ...{ Consultation: here, Phase: phase, Space: space, ContextPage: page, Theme: theme, Territory: territory },
    ...{ Participant: participant, Organisation: organisation, Contribution: contribution, Comment: comment },
    ...{ Event: event, Registration: registration },
  }
  return new Map(Object.entries(found).map(([type, { id }]) => [type, encodeId(type, id)]))
}
