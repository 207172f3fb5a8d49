import { validate } from '@cahier/kernel'
import { z } from 'zod'
import type { ContributionsContext } from '../context'
import { type CommentChange, changeComment } from './change'
import type { Comment } from './comment'

const withdrawal: z.ZodType<CommentChange> = z.object({ id: z.string(), version: z.int32() })

/**
 * Takes a comment back, for its author, for good: it leaves every public read, and its replies keep their place. No closed phase nor theme
 * keeps somebody's words in.
 * @throws ValidationError, NotFoundError, NotAllowedError, NotAuthenticatedError, ConflictError
 */
export const withdrawComment = async (ctx: ContributionsContext, input: CommentChange): Promise<Comment> =>
  changeComment(ctx, validate(withdrawal, input), 'comment.withdrawn', () => ({ status: 'WITHDRAWN' }))
