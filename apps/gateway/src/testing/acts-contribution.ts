import type { ContributionStatus } from '@cahier/db'
import { aComment, aContribution } from '@cahier/db/testing'
import { encodeId } from '@cahier/graphql'
import type { Act, Input } from './acts'
import type { Ground } from './ground'

const author = (input: Act['input']): Act => ({ by: 'author', input })

/** A contribution of the act's own. */
const newContribution = async (
  { db, here, theme, people }: Ground,
  { by = 'author', status = 'PUBLISHED' }: { by?: 'author' | 'reader'; status?: ContributionStatus } = {},
): Promise<{ id: string; version: number }> => {
  const publishedAt = status === 'DRAFT' ? null : new Date()
  const place = { consultationId: here.id, themeId: theme.id }
  const { id, version } = await aContribution(db, place, { authorId: people[by].participantId, status, publishedAt })
  return { id: encodeId('Contribution', id), version }
}

const ofReader = async (ground: Ground): Promise<string> => (await newContribution(ground, { by: 'reader' })).id

const newComment = async ({ db, contribution, people }: Ground): Promise<Input> => {
  const { id, version } = await aComment(db, contribution.id, { authorId: people.author.participantId })
  return { id: encodeId('Comment', id), version }
}

const TEXTS = {
  title: 'Un titre',
  body: 'Un corps',
  sources: [{ title: 'Une source', url: 'https://example.org/', body: 'Ce qu’elle dit' }],
}

/** What is said, voted on and moderated. */
export const acts: Record<string, Act> = {
  proposeContribution: author(({ here, theme }) => ({
    ...TEXTS,
    consultationId: encodeId('Consultation', here.id),
    themeId: encodeId('Theme', theme.id),
    kind: 'PROPOSAL',
    locale: 'fr',
  })),
  editContribution: author(async (ground) => ({
    ...(await newContribution(ground)),
    ...TEXTS,
    themeId: encodeId('Theme', ground.theme.id),
  })),
  publishContribution: author((ground) => newContribution(ground, { status: 'DRAFT' }).then((draft) => ({ ...draft }))),
  withdrawContribution: author(async (ground) => ({ ...(await newContribution(ground)), reason: 'Une raison' })),
  addComment: author(async (ground) => ({
    contributionId: await ofReader(ground),
    stance: 'FOR',
    body: 'Un commentaire',
    locale: 'fr',
  })),
  editComment: author(async (ground) => ({ ...(await newComment(ground)), body: 'Un autre', stance: 'AGAINST' })),
  withdrawComment: author(newComment),
  castVote: author(async (ground) => ({ contributionId: await ofReader(ground), value: 'AGREE' })),
  removeVote: author(async (ground) => ({ contributionId: await ofReader(ground) })),
  flagContent: author(async (ground) => ({
    subjectId: await ofReader(ground),
    ground: 'SPAM',
    explanation: 'Une explication',
  })),
  decideOnContent: {
    by: 'moderator',
    input: async (ground) => ({
      subjectId: await ofReader(ground),
      action: 'HIDE',
      ground: 'SPAM',
      reasons: 'Des raisons',
    }),
  },
}
