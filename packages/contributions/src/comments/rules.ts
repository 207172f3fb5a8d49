import { Stance } from '@cahier/db'
import { prose } from '@cahier/kernel'
import { z } from 'zod'
import { anId } from '../rules'

const body = prose(5_000)
const stance = z.enum(Stance)

/** A comment to add. */
export interface NewComment {
  contributionId: string
  /** The comment that it answers, of the same contribution; it starts a thread when left out. */
  parentId?: string | null | undefined
  stance: Stance
  /** 5,000 characters at most. */
  body: string
  /** A BCP 47 tag; the consultation's language when left out. */
  locale?: string | null | undefined
}

/** What changes in a comment; what is left out stays. */
export interface CommentEdit {
  id: string
  /** The version that the edit started from. */
  version: number
  stance?: Stance | null | undefined
  body?: string | null | undefined
}

export const newComment: z.ZodType<NewComment> = z.object({
  contributionId: z.string(),
  parentId: anId.nullish(),
  stance,
  body,
  locale: z
    .string()
    .regex(/^[a-z]{2,3}(-[A-Z]{2})?$/)
    .nullish(),
})

export const commentEdit: z.ZodType<CommentEdit> = z.object({
  id: z.string(),
  version: z.int32(),
  stance: stance.nullish(),
  body: body.nullish(),
})
