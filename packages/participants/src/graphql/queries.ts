import { ActorKind } from '@cahier/db'
import { builder, pageArgs } from '@cahier/graphql'
import { getOrganisationBySlug, listOrganisations } from '../index'
import { OrganisationConnection, OrganisationRef } from './organisation'

const OrganisationFilter = builder.inputType('OrganisationFilter', {
  description: 'Which organisations to keep: those that meet all that is said.',
  fields: (t) => ({
    actorKind: t.field({ type: [ActorKind], description: 'Of one of these kinds; of any when left out.' }),
    isVerified: t.boolean({ description: 'True: those verified; false: the others; left out: both.' }),
  }),
})

builder.queryField('organisation', (t) =>
  t.field({
    type: OrganisationRef,
    nullable: true,
    description: 'The organisation of this name in addresses; null when none has it.',
    args: { slug: t.arg.string({ required: true, description: 'Its name in addresses.' }) },
    resolve: (_, { slug }, context) => getOrganisationBySlug(context, slug),
  }),
)

builder.queryField('organisations', (t) =>
  t.field({
    type: OrganisationConnection,
    description: 'The organisations, by their name in addresses.',
    args: {
      ...pageArgs(t.arg),
      filter: t.arg({ type: OrganisationFilter, description: 'Which to keep; all when left out.' }),
    },
    resolve: (_, { filter, ...page }, context) => listOrganisations(context, filter ?? {}, page),
  }),
)
