import { ContributionKind, Origin } from '@cahier/db'
import { line, prose } from '@cahier/kernel'
import { z } from 'zod'
import { anId } from '../rules'

/** A contribution that comes from elsewhere; `externalId` names it there. */
export interface ImportedContribution {
  externalId: string
  /** A theme of the consultation. */
  themeId: string
  /** A participant of the consultation; null when nobody's. */
  authorId: string | null
  kind: ContributionKind
  /** One line, 500 characters at most: longer than what is proposed here. */
  title: string
  /** 50,000 characters at most. */
  body: string
  /** A BCP 47 tag. */
  locale: string
  origin: Origin
  publishedAt: Date
  updatedAt?: Date | undefined
  /** Whether it was hidden there. */
  isHidden?: boolean | undefined
  /** Votes that it got there: kept apart from those cast here. */
  tally?: { agree: number; mixed: number; disagree: number } | undefined
}

const votes = z.number().int().nonnegative()

export const importedContributions: z.ZodType<ImportedContribution[]> = z.array(
  z.object({
    externalId: line(200),
    themeId: anId,
    authorId: anId.nullable(),
    kind: z.enum(ContributionKind),
    title: line(500),
    body: prose(50_000),
    locale: line(35),
    origin: z.enum(Origin),
    publishedAt: z.date(),
    updatedAt: z.date().optional(),
    isHidden: z.boolean().optional(),
    tally: z.object({ agree: votes, mixed: votes, disagree: votes }).optional(),
  }),
)

/** A source that comes from elsewhere; `externalId` names it there. */
export interface ImportedSource {
  externalId: string
  contributionId: string
  /** One line, 500 characters at most. */
  title: string
  /** An address, http or https. */
  url: string
  /** What it says, 50,000 characters at most. */
  body: string | null
  createdAt: Date
}

export const importedSources: z.ZodType<ImportedSource[]> = z.array(
  z.object({
    externalId: line(200),
    contributionId: anId,
    title: line(500),
    url: line(2_000).pipe(z.url({ protocol: /^https?$/ })),
    body: prose(50_000).nullable(),
    createdAt: z.date(),
  }),
)
