import { ActorKind } from '@cahier/db'
import { builder, byId, idOrNull, type NamedNode } from '@cahier/graphql'
import { type ContributionActivity, listContributionActivity } from '../index'

const ActivityRef = builder.objectRef<ContributionActivity>('ContributionActivity').implement({
  description: 'How much was contributed under a theme by a kind of actor in a week.',
  fields: (t) => ({
    theme: t.field({
      type: 'Theme',
      description: 'The theme; contributions to its sub-themes are under these.',
      resolve: ({ themeId }) => byId<NamedNode>(themeId),
    }),
    actorKind: t.expose('actorKind', { type: ActorKind, description: 'Of the authors; OTHER also has what has none.' }),
    week: t.expose('week', { type: 'Date', description: 'The week’s Monday, in UTC.' }),
    count: t.exposeInt('count', {
      description: 'Contributions first published that week, still public today; at least 1.',
    }),
  }),
})

builder.objectField('Consultation', 'contributionActivity', (t) =>
  t.field({
    type: [ActivityRef],
    description:
      'What was contributed, by theme, kind of actor and week, crossings with nothing left out: as many as its themes × 9 kinds × weeks at most, in that order.',
    args: { themeId: t.arg.id({ description: 'That theme alone; all of them when left out.' }) },
    resolve: ({ id }, { themeId }, context) =>
      listContributionActivity(context, { consultationId: id, themeId: idOrNull('Theme', themeId, 'themeId') }),
  }),
)
