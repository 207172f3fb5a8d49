import { ThemeStatus } from '@cahier/db'
import { builder, idOf, pageArgs } from '@cahier/graphql'
import { getThemeBySlug, listThemes } from '../index'
import { ThemeConnection, ThemeRef } from './theme'

const ThemeFilter = builder.inputType('ThemeFilter', {
  description: 'Which themes to keep.',
  fields: (t) => ({
    status: t.field({ type: [ThemeStatus], description: 'Those that stand there; open and closed ones unless told.' }),
    isRoot: t.boolean({ description: 'True: only the top of the tree. False or left out: the whole tree.' }),
  }),
})

builder.queryField('theme', (t) =>
  t.field({
    type: ThemeRef,
    nullable: true,
    description: 'The theme that an address leads to, through renamings and merges; null when nothing has or had it.',
    args: {
      consultationId: t.arg.id({ required: true, description: 'The consultation.' }),
      slug: t.arg.string({ required: true, description: 'The theme’s name in addresses, present or past.' }),
    },
    resolve: (_, { consultationId, slug }, context) =>
      getThemeBySlug(context, idOf('Consultation', consultationId, 'consultationId'), slug),
  }),
)

builder.objectField('Consultation', 'themes', (t) =>
  t.field({
    type: ThemeConnection,
    description: 'Its themes, by their place among their siblings.',
    args: {
      ...pageArgs(t.arg),
      filter: t.arg({ type: ThemeFilter, description: 'Which to keep; the open and the closed ones when left out.' }),
    },
    resolve: ({ id: consultationId }, { filter, ...page }, context) =>
      listThemes(context, { consultationId, status: filter?.status, ...(filter?.isRoot && { parentId: null }) }, page),
  }),
)
