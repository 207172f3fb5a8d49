import { rawSql, VoteValue } from '@cahier/db'
import {
  isId,
  NotFoundError,
  NotParticipatingError,
  PhaseClosedError,
  requireOpenPhase,
  requirePerson,
  validate,
} from '@cahier/kernel'
import { z } from 'zod'
import type { ContributionsContext } from '../context'
import { ThemeClosedError } from '../errors'
import { requireContribution } from '../get'
import type { Vote, VoteResult } from './vote'

/** A vote to cast. */
export interface NewVote {
  contributionId: string
  value: VoteValue
}

const newVote: z.ZodType<NewVote> = z.object({ contributionId: z.string(), value: z.enum(VoteValue) })

interface Answer extends Omit<VoteResult, 'contributionId' | 'vote'> {
  outcome: 'CHANGED' | 'SAME' | 'NOT_FOUND' | 'NOT_PARTICIPATING' | 'THEME_CLOSED' | 'PHASE_CLOSED'
  consultationId: string | null
  value: VoteValue | null
  castAt: string | null
}

const answerOf = async (ctx: ContributionsContext, id: string, value: VoteValue | null): Promise<Answer> => {
  const { participants } = requirePerson(ctx.viewer)
  if (!isId(id)) throw new NotFoundError('Contribution', id)
  const { rows } = await rawSql<Answer>`SELECT * FROM "castVote"(${id}::uuid, ${[...participants.keys()]}::uuid[],
    ${[...participants.values()]}::uuid[], ${value}::"VoteValue", ${ctx.clock().toISOString()}::timestamptz)`.execute(
    ctx.sql,
  )
  const [answer] = rows
  if (!answer) throw new Error('castVote always answers')
  return answer
}

/** What each outcome refuses; only a refusal reads more than the vote's own statement. */
const refuseVote = async (ctx: ContributionsContext, id: string, { outcome }: Answer): Promise<never> => {
  if (outcome === 'NOT_FOUND') throw new NotFoundError('Contribution', id)
  // In a consultation that the viewer may not see, there is nothing that they could join.
  const { consultationId, themeId } = await requireContribution(ctx, id)
  if (outcome === 'NOT_PARTICIPATING') throw new NotParticipatingError(consultationId)
  if (outcome === 'THEME_CLOSED') {
    const theme = ctx.sql.selectFrom('theme').select('status').where('id', '=', themeId)
    throw new ThemeClosedError(themeId, (await theme.executeTakeFirstOrThrow()).status)
  }
  // Says when it opens next; one that opened since the vote was refused changes nothing to that.
  await requireOpenPhase(ctx, consultationId, 'VOTING')
  throw new PhaseClosedError('VOTING')
}

const vote = async (ctx: ContributionsContext, id: string, value: VoteValue | null): Promise<VoteResult> => {
  const answer = await answerOf(ctx, id, value)
  if (answer.outcome !== 'CHANGED' && answer.outcome !== 'SAME') return refuseVote(ctx, id, answer)
  const { agreeCount, mixedCount, disagreeCount, supportCount, castAt } = answer
  const kept = answer.value && castAt ? { contributionId: id, value: answer.value, castAt } : null
  return { contributionId: id, vote: kept, agreeCount, mixedCount, disagreeCount, supportCount }
}

/**
 * Casts the viewer's vote on a public contribution, their own ones too, or changes it: one statement. The same value again changes nothing
 * and tells nothing.
 * @throws ValidationError, NotAuthenticatedError, NotFoundError, NotParticipatingError, ThemeClosedError, PhaseClosedError
 */
export const castVote = async (ctx: ContributionsContext, input: NewVote): Promise<VoteResult & { vote: Vote }> => {
  requirePerson(ctx.viewer)
  const { contributionId, value } = validate(newVote, input)
  const { vote: cast, ...counters } = await vote(ctx, contributionId, value)
  if (!cast) throw new Error('A vote that was cast is read back')
  return { ...counters, vote: cast }
}

/**
 * Takes the viewer's vote back: one statement; nothing happens when they have none.
 * @throws NotAuthenticatedError, NotFoundError, NotParticipatingError, ThemeClosedError, PhaseClosedError
 */
export const removeVote = async (
  ctx: ContributionsContext,
  { contributionId }: Pick<NewVote, 'contributionId'>,
): Promise<VoteResult> => vote(ctx, contributionId, null)
