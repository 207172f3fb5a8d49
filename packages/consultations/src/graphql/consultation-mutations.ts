import { addMutation, idOf, TranslationsInput, toTexts } from '@cahier/graphql'
import { ConflictError, NotAllowedError, NotFoundError, ValidationError } from '@cahier/kernel'
import {
  archiveConsultation,
  type Consultation,
  type ConsultationChange,
  type ConsultationsContext,
  createConsultation,
  editConsultation,
  publishConsultation,
} from '../index'
import { ConsultationRef } from './consultation'

const CHANGE_ERRORS = [NotFoundError, NotAllowedError, ConflictError, ValidationError] as const
const CONSULTATION = { consultation: { type: ConsultationRef, description: 'The consultation, as it is now.' } }
const CONSULTATION_ID = 'The consultation.'
const VERSION = 'The version that the change started from.'
const SOURCE = 'Where what it says comes from, with the licence; 500 characters at most'

addMutation('createConsultation', {
  description: 'Creates a consultation, as a draft that its staff alone sees. For administrators.',
  input: (t) => ({
    slug: t.string({
      required: true,
      description: 'Its name in addresses, for ever: a-z, 0-9, hyphens; 80 characters at most.',
    }),
    title: t.field({ type: TranslationsInput, required: true, description: 'Its title; 200 characters at most.' }),
    summary: t.field({
      type: TranslationsInput,
      required: true,
      description: 'What it is about; 2,000 characters at most.',
    }),
    defaultLocale: t.field({
      type: 'Locale',
      required: true,
      description: 'The language that most of it is written in.',
    }),
    source: t.string({ description: `${SOURCE}. Left out or null when it is written here.` }),
  }),
  errors: [NotAllowedError, ValidationError, ConflictError],
  payload: CONSULTATION,
  act: async (context, { slug, title, summary, defaultLocale, source }) => ({
    consultation: await createConsultation(context, {
      slug,
      title: toTexts(title),
      summary: toTexts(summary),
      defaultLocale,
      source,
    }),
  }),
})

addMutation('editConsultation', {
  description: 'Edits what a consultation says of itself, unless it is archived. For organisers.',
  input: (t) => ({
    id: t.id({ required: true, description: CONSULTATION_ID }),
    version: t.int({ required: true, description: VERSION }),
    title: t.field({
      type: TranslationsInput,
      description: 'Its title, all languages, 200 characters at most; unchanged when left out.',
    }),
    summary: t.field({
      type: TranslationsInput,
      description: 'Its summary, all languages, 2,000 characters at most; unchanged when left out.',
    }),
    defaultLocale: t.field({
      type: 'Locale',
      description: 'The language that most of it is written in; unchanged when left out.',
    }),
    source: t.string({ description: `${SOURCE}. Unchanged when left out; null takes it away.` }),
  }),
  errors: CHANGE_ERRORS,
  payload: CONSULTATION,
  act: async (context, { id, version, title, summary, defaultLocale, source }) => ({
    consultation: await editConsultation(context, {
      id: idOf('Consultation', id, 'id'),
      version,
      title: title ? toTexts(title) : undefined,
      summary: summary ? toTexts(summary) : undefined,
      defaultLocale: defaultLocale ?? undefined,
      source,
    }),
  }),
})

const addStatusChange = (
  name: string,
  description: string,
  change: (ctx: ConsultationsContext, change: ConsultationChange) => Promise<Consultation>,
): void =>
  addMutation(name, {
    description,
    input: (t) => ({
      id: t.id({ required: true, description: CONSULTATION_ID }),
      version: t.int({ required: true, description: VERSION }),
    }),
    errors: CHANGE_ERRORS,
    payload: CONSULTATION,
    act: async (context, { id, version }) => ({
      consultation: await change(context, { id: idOf('Consultation', id, 'id'), version }),
    }),
  })

addStatusChange(
  'publishConsultation',
  'Makes a draft public, or opens an archived consultation again. For organisers.',
  publishConsultation,
)
addStatusChange(
  'archiveConsultation',
  'Ends a public consultation: it stays readable, its phases open nothing any more, nothing of it is edited. For organisers.',
  archiveConsultation,
)
