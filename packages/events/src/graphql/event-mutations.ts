import { EventMode, EventScope } from '@cahier/db'
import { addMutation, idOf, idOrNull, TranslationsInput, toTexts } from '@cahier/graphql'
import { ConflictError, NotAllowedError, NotFoundError, ValidationError } from '@cahier/kernel'
import { CapacityBelowConfirmedError, cancelEvent, createEvent, editEvent, SchoolHoursError } from '../index'
import { EventRef } from './event'

const EVENT = { event: { type: EventRef, description: 'The event, as it is now.' } }
const VERSION = 'The version that the change started from.'

const themesOf = (ids: readonly string[] | null | undefined): string[] | undefined =>
  ids?.map((id) => idOf('Theme', id, 'themeIds'))

/** The id, null to take it off, or undefined to leave it as it is. */
const idOrLeft = (type: string, id: string | null | undefined, path: string): string | null | undefined =>
  id === undefined ? undefined : idOrNull(type, id, path)

addMutation('createEvent', {
  description: 'Adds an event, scheduled. For facilitators and organisers.',
  input: (t) => ({
    consultationId: t.id({ required: true, description: 'The consultation.' }),
    slug: t.string({ required: true, description: 'Its name in addresses: a-z, 0-9, hyphens; 80 characters at most.' }),
    title: t.field({ type: TranslationsInput, required: true, description: 'Its title; 200 characters at most.' }),
    summary: t.field({ type: TranslationsInput, description: 'What it is about; 5,000 characters at most.' }),
    scope: t.field({ type: EventScope, required: true, description: 'Whom it gathers.' }),
    mode: t.field({ type: EventMode, required: true, description: 'How people take part.' }),
    startsAt: t.field({ type: 'DateTime', required: true, description: 'When it starts, from the year 1900 on.' }),
    endsAt: t.field({ type: 'DateTime', required: true, description: 'When it ends, after it starts.' }),
    timeZone: t.string({ description: 'The clock of the place: an IANA time zone; `Europe/Paris` when left out.' }),
    place: t.string({ description: 'Where people go, in one line; 200 characters at most.' }),
    territoryId: t.id({ description: 'Where it takes place, or whom it gathers.' }),
    organisationId: t.id({ description: 'Who holds it.' }),
    capacity: t.int({ description: 'Places, 1 to 100,000; no limit when left out.' }),
    themeIds: t.idList({ description: 'Themes of the consultation that it is about; twenty at most.' }),
  }),
  errors: [NotAllowedError, ValidationError, SchoolHoursError, ConflictError],
  payload: EVENT,
  act: async (context, input) => ({
    event: await createEvent(context, {
      ...input,
      consultationId: idOf('Consultation', input.consultationId, 'consultationId'),
      title: toTexts(input.title),
      summary: input.summary && toTexts(input.summary),
      territoryId: idOrNull('Territory', input.territoryId, 'territoryId'),
      organisationId: idOrNull('Organisation', input.organisationId, 'organisationId'),
      themeIds: themesOf(input.themeIds),
    }),
  }),
})

addMutation('editEvent', {
  description:
    'Edits an event; its address stays. More places are given at once to those who wait, in their order. For facilitators and organisers.',
  input: (t) => ({
    id: t.id({ required: true, description: 'The event.' }),
    version: t.int({ required: true, description: VERSION }),
    title: t.field({
      type: TranslationsInput,
      description: 'Its title, all languages, 200 characters at most; unchanged when left out.',
    }),
    summary: t.field({
      type: TranslationsInput,
      description: 'Its summary, all languages, 5,000 characters at most; unchanged when left out.',
    }),
    scope: t.field({ type: EventScope, description: 'Whom it gathers; unchanged when left out.' }),
    mode: t.field({ type: EventMode, description: 'How people take part; unchanged when left out.' }),
    startsAt: t.field({ type: 'DateTime', description: 'When it starts; unchanged when left out.' }),
    endsAt: t.field({ type: 'DateTime', description: 'When it ends; unchanged when left out.' }),
    timeZone: t.string({ description: 'The clock of the place; unchanged when left out.' }),
    place: t.string({
      description: 'Where people go, 200 characters at most; unchanged when left out, none when null.',
    }),
    territoryId: t.id({ description: 'Its territory; unchanged when left out, none when null.' }),
    organisationId: t.id({ description: 'Who holds it; unchanged when left out, nobody in particular when null.' }),
    capacity: t.int({
      description: 'Places, 1 to 100,000, never fewer than are taken; unchanged when left out, no limit when null.',
    }),
    themeIds: t.idList({
      description: 'The themes that it is about, all of them, twenty at most; unchanged when left out.',
    }),
  }),
  errors: [
    NotFoundError,
    NotAllowedError,
    ConflictError,
    ValidationError,
    SchoolHoursError,
    CapacityBelowConfirmedError,
  ],
  payload: EVENT,
  act: async (context, input) => ({
    event: await editEvent(context, {
      ...input,
      id: idOf('Event', input.id, 'id'),
      title: input.title && toTexts(input.title),
      summary: input.summary && toTexts(input.summary),
      territoryId: idOrLeft('Territory', input.territoryId, 'territoryId'),
      organisationId: idOrLeft('Organisation', input.organisationId, 'organisationId'),
      themeIds: themesOf(input.themeIds),
    }),
  }),
})

addMutation('cancelEvent', {
  description:
    'Calls an event off, for good: it stays in the lists as cancelled, and who registered is told. For facilitators and organisers.',
  input: (t) => ({
    id: t.id({ required: true, description: 'The event.' }),
    version: t.int({ required: true, description: VERSION }),
  }),
  errors: [NotFoundError, NotAllowedError, ConflictError, ValidationError],
  payload: EVENT,
  act: async (context, { id, version }) => ({
    event: await cancelEvent(context, { id: idOf('Event', id, 'id'), version }),
  }),
})
