import { SpaceKind } from '@cahier/db'
import { addMutation, idOf, TranslationsInput, toTexts } from '@cahier/graphql'
import { addSpace, editSpace, removeSpace } from '../index'
import { addRemoval, PART_ERRORS, SAID } from './part-mutations'
import { SpaceRef } from './space'

const SPACE = { space: { type: SpaceRef, description: 'The space, as it is now.' } }

addMutation('addSpace', {
  description: 'Adds a space to a consultation, after the others, fifty at most. For organisers.',
  input: (t) => ({
    consultationId: t.id({ required: true, description: SAID.consultationId }),
    slug: t.string({ required: true, description: SAID.slug }),
    kind: t.field({ type: SpaceKind, required: true, description: 'What people do there.' }),
    title: t.field({ type: TranslationsInput, required: true, description: SAID.title }),
    summary: t.field({
      type: TranslationsInput,
      required: true,
      description: 'What one finds there; 2,000 characters at most.',
    }),
  }),
  errors: PART_ERRORS,
  payload: SPACE,
  act: async (context, { consultationId, slug, kind, title, summary }) => ({
    space: await addSpace(context, {
      consultationId: idOf('Consultation', consultationId, 'consultationId'),
      slug,
      kind,
      title: toTexts(title),
      summary: toTexts(summary),
    }),
  }),
})

addMutation('editSpace', {
  description: 'Edits a space of a consultation that is not archived, or moves it. For organisers.',
  input: (t) => ({
    id: t.id({ required: true, description: 'The space.' }),
    version: t.int({ required: true, description: SAID.version }),
    kind: t.field({ type: SpaceKind, description: 'What people do there; unchanged when left out.' }),
    title: t.field({ type: TranslationsInput, description: SAID.newTitle }),
    summary: t.field({
      type: TranslationsInput,
      description: 'What one finds there, all languages, 2,000 characters at most; unchanged when left out.',
    }),
    position: t.int({ description: SAID.position }),
  }),
  errors: PART_ERRORS,
  payload: SPACE,
  act: async (context, { id, version, kind, title, summary, position }) => ({
    space: await editSpace(context, {
      id: idOf('Space', id, 'id'),
      version,
      kind: kind ?? undefined,
      title: title ? toTexts(title) : undefined,
      summary: summary ? toTexts(summary) : undefined,
      position: position ?? undefined,
    }),
  }),
})

addRemoval('Space', 'Removes a space of a consultation that is not archived. For organisers.', removeSpace)
