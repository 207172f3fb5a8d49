import type { Role } from '@cahier/db'
import { aComment, aConsultation, aContribution, anEvent, aParticipant, aPerson, aTheme } from '@cahier/db/testing'
import { newId } from '@cahier/kernel'
import { openTestGateway, type TestGateway } from './gateway'

/** A word that nothing else holds: what is hidden is looked for by it. */
export const WORD = 'xylophone'

/** What is hidden in turn, and what it stands among. */
export type Hideable = 'Contribution' | 'Comment' | 'Event'

const tokenOf = async ({ database, identity }: TestGateway, personId: string): Promise<string> => {
  const sessionId = newId()
  const expiresAt = new Date(Date.now() + 3_600_000)
  await database.db.session.create({ data: { id: sessionId, personId, expiresAt, refreshHash: sessionId } })
  return identity.tokens.issueDevelopmentToken({ personId, sessionId })
}

const signedIn = async (gateway: TestGateway, consultationId: string, ...roles: Role[]) => {
  const participant = await aParticipant(gateway.database.db, consultationId)
  const personId = participant.personId ?? ''
  for (const role of roles) await gateway.database.db.roleGrant.create({ data: { consultationId, personId, role } })
  return { ...participant, token: await tokenOf(gateway, personId) }
}

/** People of each role, and what was said before anything is hidden: a theme, a territory, a contribution, a comment, an event. */
export const openScene = async () => {
  const gateway = await openTestGateway()
  const { db } = gateway.database
  const [consultation, elsewhere] = [await aConsultation(db), await aConsultation(db)]
  const { id: consultationId } = consultation
  const theme = await aTheme(db, consultationId)
  const territory = { id: newId(), kind: 'ACADEMIC_REGION', code: 'R01', name: 'Une région' } as const
  await db.territory.create({ data: { ...territory, regionId: territory.id } })
  const author = await signedIn(gateway, consultationId)
  await db.participant.update({ where: { id: author.id }, data: { territoryId: territory.id } })
  const [reader, moderator] = [
    await signedIn(gateway, consultationId),
    await signedIn(gateway, consultationId, 'MODERATOR'),
  ]
  const administrator = await aPerson(db, { isAdministrator: true })
  const outsiders = {
    visitor: undefined,
    participant: (await signedIn(gateway, consultationId)).token,
    facilitator: (await signedIn(gateway, consultationId, 'FACILITATOR')).token,
    analyst: (await signedIn(gateway, consultationId, 'ANALYST')).token,
    organiser: (await signedIn(gateway, consultationId, 'ORGANISER')).token,
    'moderator of another consultation': (await signedIn(gateway, elsewhere.id, 'MODERATOR')).token,
  }
  const place = { consultationId, themeId: theme.id }
  const contribution = await aContribution(db, place, { authorId: author.id })
  await aComment(db, contribution.id, { authorId: author.id, stance: 'FOR' })
  const event = await anEvent(db, consultationId, { territoryId: territory.id })
  await db.eventTheme.create({ data: { eventId: event.id, themeId: theme.id } })
  const insiders = { moderator: moderator.token, administrator: await tokenOf(gateway, administrator.id) }
  return { gateway, consultation, theme, territory, author, reader, contribution, event, outsiders, insiders }
}

export type Scene = Awaited<ReturnType<typeof openScene>>

const reply = async ({ gateway: { database }, reader }: Scene, contributionId: string, parentId: string | null) =>
  aComment(database.db, contributionId, { authorId: reader.id, parentId, stance: 'AGAINST', body: `Un ${WORD} ?` })

const writeContribution = async (scene: Scene, id: string): Promise<void> => {
  const { db } = scene.gateway.database
  await aContribution(
    db,
    { consultationId: scene.consultation.id, themeId: scene.theme.id },
    { id, authorId: scene.author.id, title: `Un ${WORD}`, body: `Un ${WORD} par école.` },
  )
  const source = { title: `Le ${WORD}`, url: `https://example.org/${WORD}` }
  await db.contributionSource.create({ data: { id: newId(), contributionId: id, ...source } })
  await db.vote.create({ data: { contributionId: id, participantId: scene.reader.id, value: 'AGREE' } })
  await reply(scene, id, (await reply(scene, id, null)).id)
}

const writeComment = async (scene: Scene, id: string): Promise<void> => {
  const said = { id, authorId: scene.author.id, stance: 'FOR', body: `Un ${WORD} !` } as const
  await aComment(scene.gateway.database.db, scene.contribution.id, said)
}

const writeEvent = async ({ gateway, consultation, theme, territory, reader }: Scene, id: string): Promise<void> => {
  const { db } = gateway.database
  const texts = { slug: WORD, title: { fr: `Le ${WORD}` }, summary: { fr: `Autour du ${WORD}.` } }
  await anEvent(db, consultation.id, { id, ...texts, territoryId: territory.id, confirmedCount: 1 })
  await db.eventTheme.create({ data: { eventId: id, themeId: theme.id } })
  await db.registration.create({ data: { id: newId(), eventId: id, participantId: reader.id, status: 'CONFIRMED' } })
}

/** Writes what is to be hidden under an id, with all that hangs on it. */
export const write: Record<Hideable, (scene: Scene, id: string) => Promise<void>> = {
  Contribution: writeContribution,
  Comment: writeComment,
  Event: writeEvent,
}
