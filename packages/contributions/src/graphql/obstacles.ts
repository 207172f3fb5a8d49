import { builder, type Context, loadBatched } from '@cahier/graphql'
import { listObstacles, Obstacle } from '../index'

builder.enumType(Obstacle, {
  name: 'Obstacle',
  description: 'What keeps somebody from taking part in what is public.',
  values: {
    NOT_AUTHENTICATED: { description: 'Nobody is signed in.' },
    NOT_PARTICIPATING: { description: 'The signed-in person has not joined the consultation.' },
    NOT_PUBLIC: { description: 'It is a draft, withdrawn or hidden.' },
    THEME_CLOSED: { description: 'Its theme is read only.' },
    PHASE_CLOSED: { description: 'No phase that runs now opens the act.' },
  },
})

/** What keeps the viewer from an act on a contribution: those of many contributions come in one statement. */
export const obstaclesTo = (activity: 'VOTING' | 'COMMENTING', context: Context, id: string): Promise<Obstacle[]> =>
  loadBatched(context, 'Contribution.obstacles', activity, id, (ids) => listObstacles(context, activity, ids))
