import { ThemeStatus } from '@cahier/db'
import {
  builder,
  byId,
  connectionOf,
  loadBatched,
  localisedFields,
  type NamedNode,
  orAbsent,
  pageArgs,
} from '@cahier/graphql'
import type { Page } from '@cahier/kernel'
import { type GuidingQuestion, getThemes, listChildThemes, listGuidingQuestions, type Theme } from '../index'

builder.enumType(ThemeStatus, {
  name: 'ThemeStatus',
  description: 'Where a theme stands.',
  values: {
    OPEN: { description: 'Takes contributions while a phase opens them.' },
    CLOSED: { description: 'Is read only.' },
    ARCHIVED: { description: 'Is out of the lists; its address still leads to it.' },
    MERGED: { description: 'Was taken over by `mergedInto`, where its address leads.' },
  },
})

const GuidingQuestionRef = builder.objectRef<GuidingQuestion>('GuidingQuestion').implement({
  description: 'A question that guides who writes under a theme.',
  fields: (t) => localisedFields(t, 'text', 'The question.', (question) => question.text),
})

export const ThemeRef = builder.loadableNodeRef('Theme', {
  id: { resolve: (theme: Theme) => theme.id },
  load: (ids: string[], context) => orAbsent(getThemes(context, ids)),
})

export const ThemeConnection = connectionOf(ThemeRef, 'Theme', 'themes')

ThemeRef.implement({
  description: 'What structures the contributions of a consultation: one node of its tree of themes.',
  fields: (t) => ({
    ...localisedFields(t, 'title', 'The theme’s title.', (theme) => theme.title),
    ...localisedFields(
      t,
      'summary',
      'What the theme is about; empty when nothing was written.',
      (theme) => theme.summary,
    ),
    slug: t.exposeString('slug', { description: 'Its name in addresses, unique in its consultation.' }),
    status: t.expose('status', { type: ThemeStatus, description: 'Where it stands.' }),
    position: t.exposeInt('position', { description: 'Its place among its siblings, from 0.' }),
    version: t.exposeInt('version', { description: 'What an edit names to say what it started from.' }),
    contributionCount: t.exposeInt('contributionCount', {
      description:
        'Published contributions directly under it, those hidden by moderation left out; its sub-themes not counted.',
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was created.' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When it last changed, its counters aside.' }),
  }),
})

builder.objectFields(ThemeRef, (t) => ({
  consultation: t.field({
    type: 'Consultation',
    description: 'The consultation that it belongs to.',
    resolve: (theme) => byId<NamedNode>(theme.consultationId),
  }),
  parent: t.field({
    type: ThemeRef,
    nullable: true,
    description: 'The theme that it is under; null at the top of the tree.',
    resolve: (theme) => theme.parentId,
  }),
  mergedInto: t.field({
    type: ThemeRef,
    nullable: true,
    description: 'The theme that took it over; null unless it was merged.',
    resolve: (theme) => theme.mergedIntoId,
  }),
  guidingQuestions: t.field({
    type: [GuidingQuestionRef],
    description: 'Questions that guide who writes under it, in their order; twenty at most.',
    resolve: (theme, _, context) =>
      loadBatched(context, 'Theme.guidingQuestions', null, theme.id, (ids) => listGuidingQuestions(context, ids)),
  }),
  children: t.field({
    type: ThemeConnection,
    args: pageArgs(t.arg),
    description: 'Its open and closed sub-themes, in their order.',
    resolve: (theme, args, context, { fieldNodes }) =>
      loadBatched<Page<Theme>>(context, 'Theme.children', fieldNodes, theme.id, (ids) =>
        listChildThemes(context, ids, args),
      ),
  }),
}))
