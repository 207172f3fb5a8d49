import { ContributionKind, ContributionStatus } from '@cahier/db'
import { builder } from '@cahier/graphql'
import type { ContributionOrder } from '../index'

builder.enumType(ContributionKind, {
  name: 'ContributionKind',
  description: 'What a contribution is, as its author says it.',
  values: {
    PROPOSAL: { description: 'Something to do (proposition concrète).' },
    TESTIMONY: { description: 'What was lived (retour d’expérience).' },
    QUESTION: { description: 'Something to answer.' },
    OBSERVATION: { description: 'Something noticed, with nothing proposed.' },
  },
})

builder.enumType(ContributionStatus, {
  name: 'ContributionStatus',
  description: 'Where a contribution stands, by its author’s will; moderation is apart, in `hiddenAt`.',
  values: {
    DRAFT: { description: 'Seen by its author alone, who may still publish it.' },
    PUBLISHED: { description: 'Public, unless moderation hid it.' },
    WITHDRAWN: { description: 'Taken back by its author for good: seen by them and by moderators.' },
  },
})

const orders = {
  NEWEST: { description: 'The last published first.' },
  OLDEST: { description: 'The first published first.' },
  MOST_SUPPORTED: {
    description: 'The most supported first. Support moves: a row may be met twice, or missed, while it does.',
  },
  MOST_COMMENTED: {
    description: 'The most commented first. The count moves: a row may be met twice, or missed, while it does.',
  },
  RELEVANCE: {
    description: 'The best match of `search` first, a title weighing more than a body; refused without it.',
  },
} satisfies Record<ContributionOrder, { description: string }>

export const ContributionOrderRef = builder.enumType('ContributionOrder', {
  description: 'In which order contributions are listed.',
  values: orders,
})
