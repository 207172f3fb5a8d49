import { encodeId } from '@cahier/graphql'
import { signIn } from '@cahier/identity'
import { newId } from '@cahier/kernel'
import { systemContext } from '../open'
import type { Act, Input } from './acts'
import { newSlug } from './acts-consultation'
import type { Ground } from './ground'

const newOrganisation = async ({ db }: Ground): Promise<string> => {
  const slug = newSlug()
  return (
    await db.organisation.create({ data: { id: newId(), slug, name: 'Une association', actorKind: 'ASSOCIATION' } })
  ).id
}

/** A membership of the author's, asked for and alone: nobody has more than ten. */
const newMembership = async (ground: Ground): Promise<Input> => {
  const { db, people } = ground
  const { participantId } = people.author
  await db.membership.deleteMany({ where: { participantId } })
  const organisationId = await newOrganisation(ground)
  await db.membership.create({ data: { organisationId, participantId } })
  return {
    organisationId: encodeId('Organisation', organisationId),
    participantId: encodeId('Participant', participantId),
  }
}

const newRefreshToken = async ({ gateway: { database, identity } }: Ground): Promise<Input> => {
  const login = { issuer: 'https://issuer.test', subject: newId() }
  const { refreshToken } = await signIn(systemContext(database), login, identity.tokens)
  return { refreshToken }
}

const grant = ({ here, people }: Ground): Input => ({
  consultationId: encodeId('Consultation', here.id),
  participantId: encodeId('Participant', people.reader.participantId),
  role: 'ANALYST',
})

/** What is done with people, organisations and sessions. */
export const acts: Record<string, Act> = {
  joinConsultation: {
    by: 'newcomer',
    input: ({ here, territory }) => ({
      consultationId: encodeId('Consultation', here.id),
      actorKind: 'PARENT',
      territoryId: encodeId('Territory', territory.id),
      chosenName: 'Un nom',
    }),
  },
  editParticipant: {
    by: 'author',
    input: async ({ db, people, territory }) => {
      const { id, version } = await db.participant.findUniqueOrThrow({ where: { id: people.author.participantId } })
      const territoryId = encodeId('Territory', territory.id)
      return { id: encodeId('Participant', id), version, chosenName: 'Un nom', territoryId }
    },
  },
  markNoticesRead: {
    by: 'author',
    input: async ({ db, people }) => {
      const notice = { id: newId(), participantId: people.author.participantId, type: 'content.hidden', payload: {} }
      await db.notice.create({ data: notice })
      return { noticeIds: [notice.id] }
    },
  },
  createOrganisation: { by: 'newcomer', input: () => ({ slug: newSlug(), name: 'Un nom', actorKind: 'ASSOCIATION' }) },
  verifyOrganisation: {
    by: 'organiser',
    input: async (ground) => ({ id: (await newMembership(ground)).organisationId, version: 1 }),
  },
  requestMembership: {
    by: 'author',
    input: async (ground) => {
      await newMembership(ground)
      return {
        organisationId: encodeId('Organisation', await newOrganisation(ground)),
        consultationId: encodeId('Consultation', ground.here.id),
      }
    },
  },
  confirmMembership: { by: 'organiser', input: newMembership },
  leaveOrganisation: { by: 'author', input: newMembership },
  grantRole: { by: 'organiser', input: grant },
  revokeRole: { by: 'organiser', input: grant },
  signIn: { by: 'visitor', input: () => ({ idToken: 'a.b.c', userinfo: 'a.b.c', nonce: newId() }) },
  refreshSession: { by: 'visitor', input: newRefreshToken },
  signOut: { by: 'visitor', input: newRefreshToken },
}
