import { sdlOf } from '@cahier/graphql/testing'
import { expect, test } from 'vitest'
import '@cahier/consultations/graphql'
import '@cahier/participants/graphql'
import '@cahier/territories/graphql'
import '@cahier/themes/graphql'
import './index'

const ACTS = ['ProposeContribution', 'EditContribution', 'PublishContribution', 'WithdrawContribution']
const TALK_ACTS = ['AddComment', 'EditComment', 'WithdrawComment', 'CastVote', 'RemoveVote']
const TYPES = [
  'Contribution',
  'ContributionActivity',
  'ContributionFilter',
  'ContributionKind',
  'ContributionOrder',
  'ContributionSource',
  'ContributionSourceInput',
  'ContributionStatus',
  'ContributionVersion',
  'Comment',
  'CommentFilter',
  'CommentOrder',
  'CommentVersion',
  'Obstacle',
  'Stance',
  'ThemeClosedError',
  'Vote',
  'VoteTally',
  'VoteValue',
  ...[...ACTS, ...TALK_ACTS].flatMap((act) => [`${act}Input`, `${act}Payload`, `${act}Result`]),
]

test('schema', () => expect(sdlOf(...TYPES)).toMatchFileSnapshot('./schema.graphql'))
