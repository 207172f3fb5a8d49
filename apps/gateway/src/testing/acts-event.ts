import { anEvent } from '@cahier/db/testing'
import { encodeId } from '@cahier/graphql'
import { newId } from '@cahier/kernel'
import type { Act, Input } from './acts'
import { newSlug, texts } from './acts-consultation'
import type { Ground } from './ground'

const newEvent = async ({ db, here }: Ground): Promise<{ id: string; key: string; version: number }> => {
  const { id: key, version } = await anEvent(db, here.id)
  return { id: encodeId('Event', key), key, version }
}

const named = async (ground: Ground): Promise<Input> => {
  const { id, version } = await newEvent(ground)
  return { id, version }
}

/** The author's registration for an event of the act's own. */
const newRegistration = async (ground: Ground, startsAt: Date): Promise<{ id: string; eventId: string }> => {
  const { db, people } = ground
  const { id: eventId, key } = await newEvent(ground)
  const endsAt = new Date(startsAt.getTime() + 3_600_000)
  await db.event.update({ where: { id: key }, data: { startsAt, endsAt, confirmedCount: 1 } })
  const { participantId } = people.author
  const { id } = await db.registration.create({
    data: { id: newId(), eventId: key, participantId, status: 'CONFIRMED' },
  })
  return { id: encodeId('Registration', id), eventId }
}

const day = (days: number): Date => new Date(Date.now() + days * 24 * 3_600_000)

const detailsOf = ({ territory, organisation, theme }: Ground): Input => ({
  title: texts(),
  summary: texts(),
  scope: 'ACADEMIC',
  mode: 'ONLINE',
  startsAt: '2030-01-05T10:00:00.000Z',
  endsAt: '2030-01-05T12:00:00.000Z',
  timeZone: 'Europe/Paris',
  place: 'Une salle',
  territoryId: encodeId('Territory', territory.id),
  organisationId: encodeId('Organisation', organisation.id),
  themeIds: [encodeId('Theme', theme.id)],
})

/** What is done with events and registrations. */
export const acts: Record<string, Act> = {
  createEvent: {
    by: 'facilitator',
    input: (ground) => ({
      ...detailsOf(ground),
      consultationId: encodeId('Consultation', ground.here.id),
      slug: newSlug(),
    }),
  },
  editEvent: { by: 'facilitator', input: async (ground) => ({ ...(await named(ground)), ...detailsOf(ground) }) },
  cancelEvent: { by: 'facilitator', input: named },
  recordAttendance: {
    by: 'facilitator',
    input: async (ground) => ({ registrationId: (await newRegistration(ground, day(-1))).id, hasAttended: true }),
  },
  registerForEvent: { by: 'author', input: async (ground) => ({ eventId: (await newEvent(ground)).id }) },
  cancelRegistration: {
    by: 'author',
    input: async (ground) => ({ eventId: (await newRegistration(ground, day(1))).eventId }),
  },
}
