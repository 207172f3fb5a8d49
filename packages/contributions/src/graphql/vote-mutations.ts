import { VoteValue } from '@cahier/db'
import { addMutation, byId, type Context, idOf } from '@cahier/graphql'
import { ConflictError, NotAllowedError, NotFoundError, PhaseClosedError, ValidationError } from '@cahier/kernel'
import { type Contribution, castVote, removeVote, ThemeClosedError, type VoteResult } from '../index'
import { ContributionRef } from './contribution'
import { VoteTallyRef } from './contribution-parts'
import { VoteRef } from './vote'

const ERRORS = [
  NotFoundError,
  NotAllowedError,
  PhaseClosedError,
  ThemeClosedError,
  ConflictError,
  ValidationError,
] as const
const CONTRIBUTION_ID = 'The contribution: public, under an open theme.'
const PAYLOAD = {
  tally: {
    type: VoteTallyRef,
    description: 'The votes cast here on the contribution after this act: known without reading it.',
  },
  supportCount: {
    type: 'Int',
    description: 'Its support after this act: those who agree, here and in what was imported.',
  },
  contribution: { type: ContributionRef, description: 'The contribution, as it is now.' },
} as const
const VOTE = { type: VoteRef, description: 'The signed-in person’s vote, as it is now.' } as const

/** The payload: the contribution by its id alone, so that it is read only when more than its counts is asked for. */
const counted = (context: Context, result: VoteResult) => {
  const { contributionId, agreeCount, mixedCount, disagreeCount, supportCount } = result
  ContributionRef.getDataloader(context).clear(contributionId)
  return {
    tally: { agree: agreeCount, mixed: mixedCount, disagree: disagreeCount },
    supportCount,
    contribution: byId<Contribution>(contributionId),
  }
}

addMutation('castVote', {
  description:
    'Casts the signed-in person’s vote on a contribution, or changes it; the same value again changes nothing.',
  input: (t) => ({
    contributionId: t.id({ required: true, description: CONTRIBUTION_ID }),
    value: t.field({ type: VoteValue, required: true, description: 'What they think of it.' }),
  }),
  errors: ERRORS,
  payload: { vote: VOTE, ...PAYLOAD },
  act: async (context, { contributionId, value }) => {
    const id = idOf('Contribution', contributionId, 'contributionId')
    const result = await castVote(context, { contributionId: id, value })
    return { ...counted(context, result), vote: result.vote }
  },
})

addMutation('removeVote', {
  description: 'Takes the signed-in person’s vote on a contribution back; nothing changes when they have none.',
  input: (t) => ({ contributionId: t.id({ required: true, description: CONTRIBUTION_ID }) }),
  errors: ERRORS,
  payload: PAYLOAD,
  act: async (context, { contributionId }) =>
    counted(
      context,
      await removeVote(context, { contributionId: idOf('Contribution', contributionId, 'contributionId') }),
    ),
})
