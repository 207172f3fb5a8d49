import type { ConsultationStatus } from '@cahier/db'
import { aConsultation, aTheme } from '@cahier/db/testing'
import { encodeId } from '@cahier/graphql'
import { newId } from '@cahier/kernel'
import type { Act, Input } from './acts'
import type { Ground } from './ground'

export const texts = (text = 'Un texte'): { locale: string; text: string }[] => [{ locale: 'fr', text }]
/** A slug that nothing has yet. */
export const newSlug = (): string => `s-${newId()}`
const DAYS = { startsAt: '2030-01-01T00:00:00.000Z', endsAt: '2030-02-01T00:00:00.000Z' }

const organiser = (input: Act['input']): Act => ({ by: 'organiser', input })
const inHere = ({ here }: Ground): Input => ({ consultationId: encodeId('Consultation', here.id), slug: newSlug() })

/** A consultation of the act's own, that the organiser keeps. */
const ownConsultation = async ({ db, people }: Ground, status: ConsultationStatus): Promise<Input> => {
  const { id: consultationId, version } = await aConsultation(db, { status })
  await db.roleGrant.create({ data: { consultationId, personId: people.organiser.personId, role: 'ORGANISER' } })
  return { id: encodeId('Consultation', consultationId), version }
}

const newTheme = async ({ db, here }: Ground, status: 'OPEN' | 'CLOSED' = 'OPEN'): Promise<Input> => {
  const { id, version } = await aTheme(db, here.id, { status })
  return { id: encodeId('Theme', id), version }
}

const newPart = async ({ db, here }: Ground, type: 'Phase' | 'Space' | 'ContextPage'): Promise<Input> => {
  const part = { id: newId(), consultationId: here.id, slug: newSlug(), title: { fr: 'Une partie' } }
  if (type === 'Phase') await db.phase.create({ data: { ...part, ...DAYS, opens: [] } })
  if (type === 'Space')
    await db.space.create({ data: { ...part, kind: 'RESOURCES', summary: { fr: '' }, position: 0 } })
  if (type === 'ContextPage') await db.page.create({ data: { ...part, body: { fr: '' }, position: 0 } })
  return { id: encodeId(type, part.id), version: 1 }
}

const [title, summary, body] = [texts('Un titre'), texts('Un résumé'), texts('Un corps')]
const guidingQuestions = [{ text: texts('Que faire ?') }]
const phase = { ...DAYS, title, opens: [] }

/** What keeps a consultation: its parts and its themes. */
export const acts: Record<string, Act> = {
  createConsultation: {
    by: 'administrator',
    input: () => ({ slug: newSlug(), title, summary, defaultLocale: 'fr', source: 'Une source' }),
  },
  editConsultation: organiser(async (ground) => ({
    ...(await ownConsultation(ground, 'PUBLISHED')),
    ...{ title, summary, defaultLocale: 'fr', source: 'Une source' },
  })),
  publishConsultation: organiser((ground) => ownConsultation(ground, 'DRAFT')),
  archiveConsultation: organiser((ground) => ownConsultation(ground, 'PUBLISHED')),
  addPhase: organiser(async (ground) => ({
    ...phase,
    slug: newSlug(),
    consultationId: (await ownConsultation(ground, 'PUBLISHED')).id,
  })),
  editPhase: organiser(async (ground) => ({ ...(await newPart(ground, 'Phase')), ...phase })),
  removePhase: organiser((ground) => newPart(ground, 'Phase')),
  addSpace: organiser(async (ground) => ({
    ...{ slug: newSlug(), kind: 'RESOURCES', title, summary },
    consultationId: (await ownConsultation(ground, 'PUBLISHED')).id,
  })),
  editSpace: organiser(async (ground) => ({ ...(await newPart(ground, 'Space')), title, summary, position: 0 })),
  removeSpace: organiser((ground) => newPart(ground, 'Space')),
  addContextPage: organiser(async (ground) => ({
    ...{ slug: newSlug(), title, body },
    consultationId: (await ownConsultation(ground, 'PUBLISHED')).id,
  })),
  editContextPage: organiser(async (ground) => ({
    ...(await newPart(ground, 'ContextPage')),
    title,
    body,
    position: 0,
  })),
  removeContextPage: organiser((ground) => newPart(ground, 'ContextPage')),
  createTheme: organiser((ground) => ({ ...inHere(ground), title, summary, guidingQuestions })),
  editTheme: organiser(async (ground) => ({
    ...(await newTheme(ground)),
    ...{ slug: newSlug(), title, summary, guidingQuestions },
  })),
  openTheme: organiser((ground) => newTheme(ground, 'CLOSED')),
  closeTheme: organiser((ground) => newTheme(ground)),
  archiveTheme: organiser((ground) => newTheme(ground)),
  moveTheme: organiser(async (ground) => ({ ...(await newTheme(ground)), parentId: null, position: 0 })),
  mergeTheme: organiser(async (ground) => ({ ...(await newTheme(ground)), intoId: (await newTheme(ground)).id })),
}
