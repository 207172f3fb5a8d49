import { VoteValue } from '@cahier/db'
import { builder, loadBatched } from '@cahier/graphql'
import { Obstacle, type Vote, viewerVotes } from '../index'
import { ContributionRef } from './contribution'
import { obstaclesTo } from './obstacles'

builder.enumType(VoteValue, {
  name: 'VoteValue',
  description: 'What a participant thinks of a contribution.',
  values: {
    AGREE: { description: 'They agree: it counts as support.' },
    MIXED: { description: 'They have mixed feelings.' },
    DISAGREE: { description: 'They disagree.' },
  },
})

export const VoteRef = builder.objectRef<Vote>('Vote').implement({
  description:
    'What the signed-in person thinks of a contribution: nobody else sees it, only the tally that it is counted in.',
  fields: (t) => ({
    value: t.expose('value', { type: VoteValue, description: 'What they think of it.' }),
    castAt: t.expose('castAt', {
      type: 'DateTime',
      description: 'When they cast it, or last changed it.',
    }),
  }),
})

builder.objectFields(ContributionRef, (t) => ({
  viewerVote: t.field({
    type: VoteRef,
    nullable: true,
    description: 'The signed-in person’s vote; null when they have none here, or nobody is signed in.',
    resolve: ({ id }, _, context) =>
      loadBatched(context, 'Contribution.viewerVote', null, id, (ids) => viewerVotes(context, ids)),
  }),
  viewerCanVote: t.boolean({
    description:
      'Whether the signed-in person may cast, change or take back a vote on it now; authors may on their own.',
    resolve: async ({ id }, _, context) => (await obstaclesTo('VOTING', context, id)).length === 0,
  }),
  viewerCannotVoteReasons: t.field({
    type: [Obstacle],
    description: 'What keeps the signed-in person from voting on it now; nothing when they may.',
    resolve: ({ id }, _, context) => obstaclesTo('VOTING', context, id),
  }),
}))
