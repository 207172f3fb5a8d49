import { ContributionKind } from '@cahier/db'
import { addMutation, builder, idOf, idOrNull } from '@cahier/graphql'
import { ConflictError, NotAllowedError, NotFoundError, PhaseClosedError, ValidationError } from '@cahier/kernel'
import {
  editContribution,
  proposeContribution,
  publishContribution,
  ThemeClosedError,
  withdrawContribution,
} from '../index'
import { ContributionRef } from './contribution'

const CHANGE_ERRORS = [NotFoundError, NotAllowedError, PhaseClosedError, ConflictError, ValidationError] as const
const CONTRIBUTION = { contribution: { type: ContributionRef, description: 'The contribution, as it is now.' } }
const CONTRIBUTION_ID = 'The contribution, one of the viewer’s own.'
const VERSION = 'The version that the change started from.'

const SourceInput = builder.inputType('ContributionSourceInput', {
  description: 'A document that a contribution rests on, to write.',
  fields: (t) => ({
    title: t.string({ required: true, description: 'Its title: one line, 200 characters at most.' }),
    url: t.field({ type: 'URL', required: true, description: 'Where it is: http or https, 2,000 characters at most.' }),
    body: t.string({ description: 'What it says, 5,000 characters at most.' }),
  }),
})

const toSources = (sources: (typeof SourceInput.$inferInput)[] | null | undefined) =>
  sources?.map(({ url, ...source }) => ({ ...source, url: url.href }))

addMutation('proposeContribution', {
  description: 'Contributes to a consultation, under one of its open themes: published at once, or kept as a draft.',
  input: (t) => ({
    consultationId: t.id({ required: true, description: 'The consultation, which the viewer has joined.' }),
    themeId: t.id({ required: true, description: 'The theme: open, of this consultation.' }),
    kind: t.field({ type: ContributionKind, required: true, description: 'What it is.' }),
    title: t.string({ required: true, description: 'Its title: one line, 200 characters at most.' }),
    body: t.string({ required: true, description: 'Its text, 20,000 characters at most.' }),
    locale: t.field({ type: 'Locale', description: 'Its language; the consultation’s when left out.' }),
    sources: t.field({
      type: [SourceInput],
      description: 'Documents that it rests on, in their order; twenty at most.',
    }),
    isDraft: t.boolean({ description: 'True: kept for its author alone until they publish it. False unless told.' }),
  }),
  errors: [NotAllowedError, PhaseClosedError, ThemeClosedError, ConflictError, ValidationError],
  payload: CONTRIBUTION,
  act: async (context, { consultationId, themeId, sources, ...input }) => ({
    contribution: await proposeContribution(context, {
      ...input,
      consultationId: idOf('Consultation', consultationId, 'consultationId'),
      themeId: idOf('Theme', themeId, 'themeId'),
      sources: toSources(sources),
    }),
  }),
})

addMutation('editContribution', {
  description: 'Edits one’s contribution: a published text stays readable, as a version of its own.',
  input: (t) => ({
    id: t.id({ required: true, description: CONTRIBUTION_ID }),
    version: t.int({ required: true, description: VERSION }),
    title: t.string({ description: 'Its title: one line, 200 characters at most; unchanged when left out.' }),
    body: t.string({ description: 'Its text, 20,000 characters at most; unchanged when left out.' }),
    kind: t.field({ type: ContributionKind, description: 'What it is; unchanged when left out.' }),
    themeId: t.id({ description: 'Another open theme of the consultation, to move it to; it stays when left out.' }),
    sources: t.field({
      type: [SourceInput],
      description: 'All its sources, in place of those that it had, twenty at most; unchanged when left out.',
    }),
  }),
  errors: [...CHANGE_ERRORS, ThemeClosedError],
  payload: CONTRIBUTION,
  act: async (context, { id, themeId, sources, ...input }) => ({
    contribution: await editContribution(context, {
      ...input,
      id: idOf('Contribution', id, 'id'),
      themeId: idOrNull('Theme', themeId, 'themeId'),
      sources: toSources(sources),
    }),
  }),
})

addMutation('publishContribution', {
  description: 'Publishes one’s draft, under its theme.',
  input: (t) => ({
    id: t.id({ required: true, description: CONTRIBUTION_ID }),
    version: t.int({ required: true, description: VERSION }),
  }),
  errors: [...CHANGE_ERRORS, ThemeClosedError],
  payload: CONTRIBUTION,
  act: async (context, { id, version }) => ({
    contribution: await publishContribution(context, { id: idOf('Contribution', id, 'id'), version }),
  }),
})

addMutation('withdrawContribution', {
  description: 'Takes one’s contribution back, for good: it leaves every public read.',
  input: (t) => ({
    id: t.id({ required: true, description: CONTRIBUTION_ID }),
    version: t.int({ required: true, description: VERSION }),
    reason: t.string({ description: 'Why, 2,000 characters at most; seen by its author and moderators alone.' }),
  }),
  errors: CHANGE_ERRORS,
  payload: CONTRIBUTION,
  act: async (context, { id, version, reason }) => ({
    contribution: await withdrawContribution(context, { id: idOf('Contribution', id, 'id'), version, reason }),
  }),
})
