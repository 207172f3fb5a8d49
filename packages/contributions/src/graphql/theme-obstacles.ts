import { builder, type Context, loadBatched } from '@cahier/graphql'
import { listThemeObstacles, Obstacle } from '../index'

const obstaclesUnder = (context: Context, themeId: string): Promise<Obstacle[]> =>
  loadBatched(context, 'Theme.obstacles', null, themeId, (ids) => listThemeObstacles(context, ids))

/** Whether the viewer may contribute under a theme now. */
export const mayContribute = async (context: Context, themeId: string): Promise<boolean> =>
  (await obstaclesUnder(context, themeId)).length === 0

builder.objectFields('Theme', (t) => ({
  viewerCanContribute: t.boolean({
    description: 'Whether the signed-in person may contribute under it now.',
    resolve: ({ id }, _, context) => mayContribute(context, id),
  }),
  viewerCannotContributeReasons: t.field({
    type: [Obstacle],
    description: 'What keeps the signed-in person from contributing under it, all of it; empty when nothing does.',
    resolve: ({ id }, _, context) => obstaclesUnder(context, id),
  }),
}))
