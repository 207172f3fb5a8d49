import { ModerationAction, ModerationGround } from '@cahier/db'
import { isId, prose } from '@cahier/kernel'
import { z } from 'zod'
import type { ContentRef } from './content'

/** A notice that a content breaks the charter or the law. */
export interface NewFlag extends ContentRef {
  ground: ModerationGround
  /** What is wrong with it: 2,000 characters at most. */
  explanation: string
}

/** What a moderator decides. */
export interface NewDecision extends ContentRef {
  action: ModerationAction
  ground: ModerationGround
  /** The statement of reasons given to the author: 5,000 characters at most. */
  reasons: string
}

const content = {
  subjectType: z.string(),
  subjectId: z.string().refine(isId, { message: 'unknown' }),
  ground: z.enum(ModerationGround),
}

export const newFlag: z.ZodType<NewFlag> = z.object({ ...content, explanation: prose(2_000) })

export const newDecision: z.ZodType<NewDecision> = z.object({
  ...content,
  action: z.enum(ModerationAction),
  reasons: prose(5_000),
})
