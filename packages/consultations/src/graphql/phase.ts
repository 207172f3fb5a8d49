import { PhaseActivity } from '@cahier/db'
import { builder, byId, type Context, loadBatched, localisedFields, orAbsent } from '@cahier/graphql'
import { type Consultation, getPhases, isRunning, listPhases, type Phase } from '../index'
import { ConsultationRef } from './consultation'

export const PhaseRef = builder.loadableNodeRef('Phase', {
  id: { resolve: (phase: Phase) => phase.id },
  load: (ids: string[], context) => orAbsent(getPhases(context, ids)),
})

PhaseRef.implement({
  description: 'A dated stage of a consultation, and what it opens while it runs.',
  fields: (t) => ({
    ...localisedFields(t, 'title', 'The phase’s title.', (phase) => phase.title),
    slug: t.exposeString('slug', { description: 'Its name in addresses: unique in its consultation, never changed.' }),
    opens: t.expose('opens', {
      type: [PhaseActivity],
      description: 'What it opens while it runs, if its consultation is published; empty: it only marks the calendar.',
    }),
    startsAt: t.expose('startsAt', { type: 'DateTime', description: 'Its first instant.' }),
    endsAt: t.expose('endsAt', { type: 'DateTime', description: 'The first instant after it.' }),
    isRunning: t.boolean({
      description: 'Whether now is between its start and its end; whatever the state of its consultation.',
      resolve: (phase, _, { clock }) => isRunning(phase, clock()),
    }),
    version: t.exposeInt('version', { description: 'What an edit names to say what it started from.' }),
    consultation: t.field({
      type: ConsultationRef,
      description: 'The consultation that it is a stage of.',
      resolve: ({ consultationId }) => byId<Consultation>(consultationId),
    }),
  }),
})

const phasesOf = (context: Context, { id }: Consultation): Promise<Phase[]> =>
  loadBatched(context, 'Consultation.phases', null, id, (ids) => listPhases(context, ids))

builder.objectFields(ConsultationRef, (t) => ({
  phases: t.field({
    type: [PhaseRef],
    description: 'Its phases, past and to come, by their start; fifty at most.',
    resolve: (consultation, _, context) => phasesOf(context, consultation),
  }),
  currentPhases: t.field({
    type: [PhaseRef],
    description: 'Those of its phases that run now, by their start; none unless it is published.',
    resolve: async (consultation, _, context) =>
      consultation.status === 'PUBLISHED'
        ? (await phasesOf(context, consultation)).filter((phase) => isRunning(phase, context.clock()))
        : [],
  }),
}))
