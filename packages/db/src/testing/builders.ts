import { randomUUID } from 'node:crypto'
import type { Db } from '../client'
import type { Prisma } from '../generated/prisma/client'

type Overrides<Input> = Partial<Input>

const short = (): string => randomUUID().slice(0, 8)

/** A public consultation with one phase that opens everything, from a year ago to in a year. */
export const aConsultation = async (db: Db, overrides: Overrides<Prisma.ConsultationUncheckedCreateInput> = {}) => {
  const year = 365 * 24 * 3600 * 1000
  const consultation = await db.consultation.create({
    data: {
      id: randomUUID(),
      slug: `consultation-${short()}`,
      status: 'PUBLISHED',
      title: { fr: 'Une consultation' },
      summary: { fr: 'Un résumé' },
      defaultLocale: 'fr',
      ...overrides,
    },
  })
  await db.phase.create({
    data: {
      id: randomUUID(),
      consultationId: consultation.id,
      slug: 'ouverte',
      title: { fr: 'Ouverte' },
      opens: ['CONTRIBUTING', 'COMMENTING', 'VOTING', 'REGISTERING', 'ANSWERING', 'SYNTHESISING'],
      startsAt: new Date(Date.now() - year),
      endsAt: new Date(Date.now() + year),
    },
  })
  return consultation
}

/** An open theme. */
export const aTheme = (db: Db, consultationId: string, overrides: Overrides<Prisma.ThemeUncheckedCreateInput> = {}) =>
  db.theme.create({
    data: {
      id: randomUUID(),
      consultationId,
      slug: `theme-${short()}`,
      title: { fr: 'Un thème' },
      summary: { fr: '' },
      position: 0,
      ...overrides,
    },
  })

/** An account. */
export const aPerson = (db: Db, overrides: Overrides<Prisma.PersonUncheckedCreateInput> = {}) =>
  db.person.create({ data: { id: randomUUID(), issuer: 'https://issuer.test', subject: short(), ...overrides } })

/** A participant, of a new person unless one is given. */
export const aParticipant = async (
  db: Db,
  consultationId: string,
  overrides: Overrides<Prisma.ParticipantUncheckedCreateInput> = {},
) =>
  db.participant.create({
    data: {
      id: randomUUID(),
      consultationId,
      personId: 'personId' in overrides ? null : (await aPerson(db)).id,
      pseudonym: `p-${randomUUID()}`,
      actorKind: 'TEACHER',
      ...overrides,
    },
  })

/** A published contribution, with its first version. */
export const aContribution = async (
  db: Db,
  { consultationId, themeId }: { consultationId: string; themeId: string },
  overrides: Overrides<Prisma.ContributionUncheckedCreateInput> = {},
) => {
  const contribution = await db.contribution.create({
    data: {
      id: randomUUID(),
      consultationId,
      themeId,
      kind: 'PROPOSAL',
      status: 'PUBLISHED',
      publishedAt: new Date(),
      title: 'Une proposition',
      body: 'Un texte',
      locale: 'fr',
      ...overrides,
    },
  })
  const { id: contributionId, title, body } = contribution
  await db.contributionVersion.create({ data: { contributionId, number: 1, title, body } })
  return contribution
}

/** A published comment. */
export const aComment = (
  db: Db,
  contributionId: string,
  overrides: Overrides<Prisma.CommentUncheckedCreateInput> = {},
) =>
  db.comment.create({
    data: { id: randomUUID(), contributionId, stance: 'NEUTRAL', body: 'Un commentaire', locale: 'fr', ...overrides },
  })

/** An event in a month, of two hours, without limit of places. */
export const anEvent = (
  db: Db,
  consultationId: string,
  overrides: Overrides<Prisma.EventUncheckedCreateInput> = {},
) => {
  const start = Date.now() + 30 * 24 * 3600 * 1000
  return db.event.create({
    data: {
      id: randomUUID(),
      consultationId,
      slug: `rencontre-${short()}`,
      title: { fr: 'Une rencontre' },
      summary: { fr: '' },
      scope: 'ACADEMIC',
      mode: 'ONLINE',
      startsAt: new Date(start),
      endsAt: new Date(start + 2 * 3600 * 1000),
      ...overrides,
    },
  })
}
