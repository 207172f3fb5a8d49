import { PhaseActivity } from '@cahier/db'
import { addMutation, idOf, TranslationsInput, toTexts } from '@cahier/graphql'
import { addPhase, editPhase, removePhase } from '../index'
import { addRemoval, PART_ERRORS, SAID } from './part-mutations'
import { PhaseRef } from './phase'

const PHASE = { phase: { type: PhaseRef, description: 'The phase, as it is now.' } }

addMutation('addPhase', {
  description: 'Adds a phase to a consultation, fifty at most. For organisers.',
  input: (t) => ({
    consultationId: t.id({ required: true, description: SAID.consultationId }),
    slug: t.string({ required: true, description: SAID.slug }),
    title: t.field({ type: TranslationsInput, required: true, description: SAID.title }),
    opens: t.field({
      type: [PhaseActivity],
      required: true,
      description: 'What it opens while it runs; empty when it only marks the calendar.',
    }),
    startsAt: t.field({ type: 'DateTime', required: true, description: 'Its first instant, from 1900.' }),
    endsAt: t.field({
      type: 'DateTime',
      required: true,
      description: 'The first instant after it, later than its start; before 2200.',
    }),
  }),
  errors: PART_ERRORS,
  payload: PHASE,
  act: async (context, { consultationId, slug, title, opens, startsAt, endsAt }) => ({
    phase: await addPhase(context, {
      consultationId: idOf('Consultation', consultationId, 'consultationId'),
      slug,
      title: toTexts(title),
      opens,
      startsAt,
      endsAt,
    }),
  }),
})

addMutation('editPhase', {
  description: 'Edits a phase of a consultation that is not archived; acts in progress end first. For organisers.',
  input: (t) => ({
    id: t.id({ required: true, description: 'The phase.' }),
    version: t.int({ required: true, description: SAID.version }),
    title: t.field({ type: TranslationsInput, description: SAID.newTitle }),
    opens: t.field({ type: [PhaseActivity], description: 'All that it opens; unchanged when left out.' }),
    startsAt: t.field({ type: 'DateTime', description: 'Its first instant; unchanged when left out.' }),
    endsAt: t.field({ type: 'DateTime', description: 'The first instant after it; unchanged when left out.' }),
  }),
  errors: PART_ERRORS,
  payload: PHASE,
  act: async (context, { id, version, title, opens, startsAt, endsAt }) => ({
    phase: await editPhase(context, {
      id: idOf('Phase', id, 'id'),
      version,
      title: title ? toTexts(title) : undefined,
      opens: opens ?? undefined,
      startsAt: startsAt ?? undefined,
      endsAt: endsAt ?? undefined,
    }),
  }),
})

addRemoval(
  'Phase',
  'Removes a phase of a consultation that is not archived; acts in progress end first. For organisers.',
  removePhase,
)
