import { addMutation, idOf, TranslationsInput, toTexts } from '@cahier/graphql'
import { addContextPage, editContextPage, removeContextPage } from '../index'
import { ContextPageRef } from './context-page'
import { addRemoval, PART_ERRORS, SAID } from './part-mutations'

const CONTEXT_PAGE = { contextPage: { type: ContextPageRef, description: 'The page, as it is now.' } }

addMutation('addContextPage', {
  description: 'Adds a page of context to a consultation, after the others, a hundred at most. For organisers.',
  input: (t) => ({
    consultationId: t.id({ required: true, description: SAID.consultationId }),
    slug: t.string({ required: true, description: SAID.slug }),
    title: t.field({ type: TranslationsInput, required: true, description: SAID.title }),
    body: t.field({
      type: TranslationsInput,
      required: true,
      description: 'Its text, in Markdown (CommonMark); 50,000 characters at most.',
    }),
  }),
  errors: PART_ERRORS,
  payload: CONTEXT_PAGE,
  act: async (context, { consultationId, slug, title, body }) => ({
    contextPage: await addContextPage(context, {
      consultationId: idOf('Consultation', consultationId, 'consultationId'),
      slug,
      title: toTexts(title),
      body: toTexts(body),
    }),
  }),
})

addMutation('editContextPage', {
  description: 'Edits a page of context of a consultation that is not archived, or moves it. For organisers.',
  input: (t) => ({
    id: t.id({ required: true, description: 'The page.' }),
    version: t.int({ required: true, description: SAID.version }),
    title: t.field({ type: TranslationsInput, description: SAID.newTitle }),
    body: t.field({
      type: TranslationsInput,
      description: 'Its text, all languages, in Markdown, 50,000 characters at most; unchanged when left out.',
    }),
    position: t.int({ description: SAID.position }),
  }),
  errors: PART_ERRORS,
  payload: CONTEXT_PAGE,
  act: async (context, { id, version, title, body, position }) => ({
    contextPage: await editContextPage(context, {
      id: idOf('ContextPage', id, 'id'),
      version,
      title: title ? toTexts(title) : undefined,
      body: body ? toTexts(body) : undefined,
      position: position ?? undefined,
    }),
  }),
})

addRemoval(
  'ContextPage',
  'Removes a page of context of a consultation that is not archived. For organisers.',
  removeContextPage,
)
