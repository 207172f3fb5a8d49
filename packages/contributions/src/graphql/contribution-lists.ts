import { builder, type Context, idOf, loadBatched, pageArgs } from '@cahier/graphql'
import { type Page, type PageArgs, participantIn } from '@cahier/kernel'
import type { GraphQLResolveInfo } from 'graphql'
import {
  type ContributionOrder,
  type ContributionParent,
  countPublishedByTheme,
  type ListedContribution,
  listContributions,
  listContributionsUnder,
  listOwnContributions,
} from '../index'
import { contributionColumnsOf } from './columns'
import { ContributionConnection } from './contribution'
import { ContributionOrderRef } from './contribution-enums'
import { ContributionFilterRef, toFilter } from './contribution-filter'
import { knowTheme } from './known-themes'

const listArgs = (arg: Parameters<typeof pageArgs>[0]) => ({
  ...pageArgs(arg),
  filter: arg({ type: ContributionFilterRef, description: 'Which to keep; all when left out.' }),
  orderBy: arg({
    type: ContributionOrderRef,
    description: 'In which order: the newest first unless told, or the best match first when `filter` searches.',
  }),
})

interface ListArgs extends PageArgs {
  filter?: typeof ContributionFilterRef.$inferInput | null | undefined
  orderBy?: ContributionOrder | null | undefined
}

/** The contributions under a parent: those of all parents of the request are one statement. */
const listUnder = (
  context: Context,
  parent: ContributionParent,
  id: string,
  { filter, ...page }: ListArgs,
  info: GraphQLResolveInfo,
): Promise<Page<ListedContribution>> =>
  loadBatched<Page<ListedContribution>>(context, `contributions under ${parent}`, info.fieldNodes, id, (ids) => {
    const columns = contributionColumnsOf(info)
    return listContributionsUnder(context, { parent, ids, filter: toFilter(filter) }, { ...page, columns })
  })

builder.queryField('contributions', (t) =>
  t.field({
    type: ContributionConnection,
    description: 'Published contributions to a consultation, those hidden by moderation or withdrawn left out.',
    args: { consultationId: t.arg.id({ required: true, description: 'The consultation.' }), ...listArgs(t.arg) },
    resolve: (_, { consultationId, filter, ...page }, context, info) => {
      const id = idOf('Consultation', consultationId, 'consultationId')
      const columns = contributionColumnsOf(info)
      return listContributions(context, { ...toFilter(filter), consultationId: id }, { ...page, columns })
    },
  }),
)

builder.objectFields('Theme', (t) => ({
  contributions: t.field({
    type: ContributionConnection,
    description: 'Published contributions directly under it, those hidden by moderation or withdrawn left out.',
    args: listArgs(t.arg),
    resolve: async (theme, args, context, info) =>
      knowTheme(await listUnder(context, 'themeId', theme.id, args, info), theme),
  }),
  contributionCountWithSubthemes: t.int({
    description:
      'Published contributions under it and its sub-themes, at any depth; those hidden by moderation left out.',
    resolve: ({ id }, _, context) =>
      loadBatched(context, 'Theme.countWithSubthemes', null, id, (ids) => countPublishedByTheme(context, ids)),
  }),
}))

builder.objectFields('Consultation', (t) => ({
  contributions: t.field({
    type: ContributionConnection,
    description: 'Published contributions to it, under any theme; those hidden by moderation or withdrawn left out.',
    args: listArgs(t.arg),
    resolve: ({ id }, args, context, info) => listUnder(context, 'consultationId', id, args, info),
  }),
  viewerContributions: t.field({
    type: ContributionConnection,
    nullable: true,
    description:
      'The viewer’s own contributions, the last begun first: drafts, withdrawn and hidden ones too. Null unless the viewer takes part.',
    args: pageArgs(t.arg),
    resolve: ({ id }, page, context) =>
      participantIn(context.viewer, id) ? listOwnContributions(context, id, page) : null,
  }),
}))

builder.objectField('Participant', 'contributions', (t) =>
  t.field({
    type: ContributionConnection,
    description: 'Their published contributions, as anybody sees them; drafts, hidden and withdrawn ones left out.',
    args: listArgs(t.arg),
    resolve: ({ id }, args, context, info) => listUnder(context, 'authorId', id, args, info),
  }),
)
