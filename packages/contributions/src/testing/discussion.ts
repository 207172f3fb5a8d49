import type { Role } from '@cahier/db'
import { aConsultation, aContribution, aParticipant, aTheme } from '@cahier/db/testing'
import { type TestContext, viewerOf } from '@cahier/kernel/testing'
import { addComment, type Comment, type NewComment } from '../index'

/** A public contribution, open to comments and votes, and people around it. */
export interface Discussion {
  consultationId: string
  themeId: string
  contributionId: string
  participant: Awaited<ReturnType<typeof aParticipant>>
  /** The context, for the participant. */
  own: TestContext
  /** The context of a new participant, with these roles. */
  join(...roles: Role[]): Promise<TestContext>
  /** Comments as the participant. */
  comment(more?: Partial<NewComment>): Promise<Comment>
  /** Comments, those for, those against; votes that agree, mixed, that disagree. */
  counters(id?: string): Promise<{ comments: number[]; votes: number[] }>
  /** Counts all again. */
  recount(): Promise<unknown>
}

export const openDiscussion = async (ctx: TestContext): Promise<Discussion> => {
  const consultationId = (await aConsultation(ctx.db)).id
  const themeId = (await aTheme(ctx.db, consultationId)).id
  const contributionId = (await aContribution(ctx.db, { consultationId, themeId }, { importedAgreeCount: 5 })).id
  const participant = await aParticipant(ctx.db, consultationId)
  const own = { ...ctx, viewer: viewerOf(participant) }
  return {
    consultationId,
    themeId,
    contributionId,
    participant,
    own,
    join: async (...roles) => ({ ...ctx, viewer: viewerOf(await aParticipant(ctx.db, consultationId), ...roles) }),
    comment: (more = {}) => addComment(own, { contributionId, stance: 'FOR', body: 'Parce que.', ...more }),
    counters: async (id = contributionId) => {
      const row = await ctx.db.contribution.findUniqueOrThrow({ where: { id } })
      return {
        comments: [row.commentCount, row.forCount, row.againstCount],
        votes: [row.agreeCount, row.mixedCount, row.disagreeCount],
      }
    },
    recount: () => ctx.pool.query('SELECT "recountConsultation"($1)', [consultationId]),
  }
}
