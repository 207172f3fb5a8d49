import { TerritoryKind } from '@cahier/db'
import { builder, idOrNull, pageArgs } from '@cahier/graphql'
import { getTerritoryByCode, listTerritories } from '../index'
import { TerritoryConnection, TerritoryRef } from './territory'

const TerritoryFilter = builder.inputType('TerritoryFilter', {
  description: 'Which territories to keep: those that meet all that is said.',
  fields: (t) => ({
    kind: t.field({ type: TerritoryKind, description: 'Of this level; every level when left out.' }),
    parentId: t.id({ description: 'Right under this territory; anywhere when left out.' }),
    regionId: t.id({ description: 'In this région académique, itself included; in all of them when left out.' }),
  }),
})

builder.queryField('territory', (t) =>
  t.field({
    type: TerritoryRef,
    nullable: true,
    description: 'The territory that has an official code; null when none of that kind has it.',
    args: {
      kind: t.arg({ type: TerritoryKind, required: true, description: 'Its level: codes are unique in a kind.' }),
      code: t.arg.string({ required: true, description: 'Its code, as `13` (Poitiers) or `2A` (Corse-du-Sud).' }),
    },
    resolve: (_, { kind, code }, context) => getTerritoryByCode(context, kind, code),
  }),
)

builder.queryField('territories', (t) =>
  t.field({
    type: TerritoryConnection,
    description: 'The territories of 2020, by official code: 149 in all.',
    args: {
      ...pageArgs(t.arg),
      filter: t.arg({ type: TerritoryFilter, description: 'Which to keep; all when left out.' }),
    },
    resolve: (_, { filter, ...page }, context) =>
      listTerritories(
        context,
        {
          kind: filter?.kind,
          parentId: idOrNull('Territory', filter?.parentId, 'filter.parentId'),
          regionId: idOrNull('Territory', filter?.regionId, 'filter.regionId'),
        },
        page,
      ),
  }),
)
