import { addMutation, builder, idOf, idOrNull, TranslationsInput, toTexts } from '@cahier/graphql'
import { ConflictError, NotAllowedError, NotFoundError, ValidationError } from '@cahier/kernel'
import {
  archiveTheme,
  closeTheme,
  createTheme,
  editTheme,
  mergeTheme,
  moveTheme,
  openTheme,
  type Theme,
  type ThemeChange,
  type ThemesContext,
} from '../index'
import { ThemeRef } from './theme'

const CHANGE_ERRORS = [NotFoundError, NotAllowedError, ConflictError, ValidationError] as const
const THEME = { theme: { type: ThemeRef, description: 'The theme, as it is now.' } }
const THEME_ID = 'The theme.'
const VERSION = 'The version that the change started from.'

const QuestionInput = builder.inputType('GuidingQuestionInput', {
  description: 'A guiding question, to write.',
  fields: (t) => ({
    text: t.field({ type: TranslationsInput, required: true, description: 'The question; 500 characters at most.' }),
  }),
})

addMutation('createTheme', {
  description: 'Adds an open theme, last among its siblings. For organisers.',
  input: (t) => ({
    consultationId: t.id({ required: true, description: 'The consultation.' }),
    parentId: t.id({ description: 'The theme that it goes under; the top of the tree when left out.' }),
    slug: t.string({ required: true, description: 'Its name in addresses: a-z, 0-9, hyphens; 80 characters at most.' }),
    title: t.field({ type: TranslationsInput, required: true, description: 'Its title; 200 characters at most.' }),
    summary: t.field({ type: TranslationsInput, description: 'What it is about; 2,000 characters at most.' }),
    guidingQuestions: t.field({
      type: [QuestionInput],
      description: 'Questions that guide who writes under it, in their order; twenty at most.',
    }),
  }),
  errors: [NotAllowedError, ValidationError, ConflictError],
  payload: THEME,
  act: async (context, input) => ({
    theme: await createTheme(context, {
      consultationId: idOf('Consultation', input.consultationId, 'consultationId'),
      parentId: idOrNull('Theme', input.parentId, 'parentId'),
      slug: input.slug,
      title: toTexts(input.title),
      summary: input.summary ? toTexts(input.summary) : undefined,
      questions: input.guidingQuestions?.map(({ text }) => toTexts(text)),
    }),
  }),
})

addMutation('editTheme', {
  description: 'Edits a theme’s texts and address; its former address keeps leading to it. For organisers.',
  input: (t) => ({
    id: t.id({ required: true, description: THEME_ID }),
    version: t.int({ required: true, description: VERSION }),
    slug: t.string({
      description: 'Its new name in addresses: a-z, 0-9, hyphens, 80 characters at most; unchanged when left out.',
    }),
    title: t.field({
      type: TranslationsInput,
      description: 'Its title, all languages, 200 characters at most; unchanged when left out.',
    }),
    summary: t.field({
      type: TranslationsInput,
      description: 'Its summary, all languages, 2,000 characters at most; unchanged when left out.',
    }),
    guidingQuestions: t.field({
      type: [QuestionInput],
      description: 'Its guiding questions, all of them, in their order, twenty at most; unchanged when left out.',
    }),
  }),
  errors: CHANGE_ERRORS,
  payload: THEME,
  act: async (context, { id, version, slug, title, summary, guidingQuestions }) => ({
    theme: await editTheme(context, {
      id: idOf('Theme', id, 'id'),
      version,
      slug,
      title: title && toTexts(title),
      summary: summary && toTexts(summary),
      questions: guidingQuestions?.map(({ text }) => toTexts(text)),
    }),
  }),
})

const addStatusChange = (
  name: string,
  description: string,
  change: (ctx: ThemesContext, change: ThemeChange) => Promise<Theme>,
): void =>
  addMutation(name, {
    description,
    input: (t) => ({
      id: t.id({ required: true, description: THEME_ID }),
      version: t.int({ required: true, description: VERSION }),
    }),
    errors: CHANGE_ERRORS,
    payload: THEME,
    act: async (context, { id, version }) => ({
      theme: await change(context, { id: idOf('Theme', id, 'id'), version }),
    }),
  })

addStatusChange('openTheme', 'Opens a closed or archived theme to contributions. For organisers.', openTheme)
addStatusChange('closeTheme', 'Closes a theme: what it holds is read only from then on. For organisers.', closeTheme)
addStatusChange(
  'archiveTheme',
  'Takes a theme out of the lists; its address still leads to it. For organisers.',
  archiveTheme,
)

addMutation('moveTheme', {
  description: 'Moves a theme in its tree, with all that is under it; addresses do not change. For organisers.',
  input: (t) => ({
    id: t.id({ required: true, description: THEME_ID }),
    version: t.int({ required: true, description: VERSION }),
    parentId: t.id({ description: 'Its new parent; the top of the tree when left out.' }),
    position: t.int({ required: true, description: 'Its place among its new siblings, from 0.' }),
  }),
  errors: CHANGE_ERRORS,
  payload: THEME,
  act: async (context, { id, version, parentId, position }) => ({
    theme: await moveTheme(context, {
      id: idOf('Theme', id, 'id'),
      version,
      parentId: idOrNull('Theme', parentId, 'parentId'),
      position,
    }),
  }),
})

addMutation('mergeTheme', {
  description: 'Merges a theme into another: its contents move there, and its address leads there. For organisers.',
  input: (t) => ({
    id: t.id({ required: true, description: 'The theme that is taken over.' }),
    version: t.int({ required: true, description: VERSION }),
    intoId: t.id({ required: true, description: 'The theme that takes it over, of the same consultation.' }),
  }),
  errors: CHANGE_ERRORS,
  payload: THEME,
  act: async (context, { id, version, intoId }) => ({
    theme: await mergeTheme(
      context,
      { id: idOf('Theme', id, 'id'), version, intoId: idOf('Theme', intoId, 'intoId') },
      context.themeContentMovers,
    ),
  }),
})
