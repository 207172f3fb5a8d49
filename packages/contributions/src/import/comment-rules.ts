import { Origin, Stance } from '@cahier/db'
import { line, prose } from '@cahier/kernel'
import { z } from 'zod'
import { anId } from '../rules'

/** A comment that comes from elsewhere; `externalId` names it there, once in the consultation. */
export interface ImportedComment {
  externalId: string
  /** A contribution of the consultation. */
  contributionId: string
  /** The comment of the same contribution that it answers: one that comes before it, or came earlier. */
  parentExternalId?: string | null | undefined
  /** A participant of the consultation; null when nobody's. */
  authorId: string | null
  stance: Stance
  /** 50,000 characters at most: longer than what is written here. */
  body: string
  /** A BCP 47 tag. */
  locale: string
  origin: Origin
  createdAt: Date
  /** Whether it was hidden there. */
  isHidden?: boolean | undefined
  /** Support that it got there. */
  importedAgreeCount?: number | undefined
}

export const importedComments: z.ZodType<ImportedComment[]> = z.array(
  z.object({
    externalId: line(200),
    contributionId: anId,
    parentExternalId: line(200).nullish(),
    authorId: anId.nullable(),
    stance: z.enum(Stance),
    body: prose(50_000),
    locale: line(35),
    origin: z.enum(Origin),
    createdAt: z.date(),
    isHidden: z.boolean().optional(),
    importedAgreeCount: z.number().int().nonnegative().optional(),
  }),
)
