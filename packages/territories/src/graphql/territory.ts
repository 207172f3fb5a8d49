import { TerritoryKind } from '@cahier/db'
import { builder, connectionOf, loadBatched, orAbsent, pageArgs } from '@cahier/graphql'
import type { Page } from '@cahier/kernel'
import { getTerritories, listChildTerritories, type Territory } from '../index'

builder.enumType(TerritoryKind, {
  name: 'TerritoryKind',
  description: 'The levels of the French education system in 2020, from the widest to the narrowest.',
  values: {
    ACADEMIC_REGION: { description: 'One of the 18 régions académiques: one to three académies.' },
    ACADEMY: { description: 'One of the 30 académies, each led by a recteur: one to eight départements.' },
    DEPARTMENT: { description: 'One of the 101 départements.' },
  },
})

export const TerritoryRef = builder.loadableNodeRef('Territory', {
  id: { resolve: (territory: Territory) => territory.id },
  load: (ids: string[], context) => orAbsent(getTerritories(context, ids)),
})

export const TerritoryConnection = connectionOf(TerritoryRef, 'Territory', 'territories')

TerritoryRef.implement({
  description: 'A région académique, an académie or a département, as it stood in 2020.',
  fields: (t) => ({
    kind: t.expose('kind', { type: TerritoryKind, description: 'Its level.' }),
    code: t.exposeString('code', {
      description: 'Its official code, unique in its kind: a région académique and a département may share one.',
    }),
    name: t.exposeString('name', { description: 'Its official name, in French.' }),
    zone: t.exposeString('zone', {
      nullable: true,
      description:
        'School holidays zone of 2020–2021, `A`, `B` or `C`, of an académie; null for other kinds, Corse and overseas.',
    }),
    parent: t.field({
      type: TerritoryRef,
      nullable: true,
      description: 'The territory right above; null for a région académique.',
      resolve: (territory) => territory.parentId,
    }),
    ancestors: t.field({
      type: [TerritoryRef],
      description: 'The territories above, the widest first: two at most, none for a région académique.',
      resolve: ({ id, regionId, academyId }) =>
        [regionId, academyId].filter((above): above is string => above !== null && above !== id),
    }),
    children: t.field({
      type: TerritoryConnection,
      args: pageArgs(t.arg),
      description: 'The territories right under it, by code; none for a département.',
      resolve: (territory, args, context, { fieldNodes }) =>
        loadBatched<Page<Territory>>(context, 'Territory.children', fieldNodes, territory.id, (ids) =>
          listChildTerritories(context, ids, args),
        ),
    }),
  }),
})
