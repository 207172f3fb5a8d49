import { ContributionKind } from '@cahier/db'
import { isId, line, prose } from '@cahier/kernel'
import { z } from 'zod'

/** An id that cannot be one is of nothing. */
export const anId: z.ZodType<string> = z.string().refine(isId, { message: 'unknown' })

const locale = z.string().regex(/^[a-z]{2,3}(-[A-Z]{2})?$/)
const kind = z.enum(ContributionKind)
const title = line(200)
const body = prose(20_000)
const sources = z
  .array(
    z.object({
      title: line(200),
      url: line(2_000).pipe(z.url({ protocol: /^https?$/, hostname: z.regexes.domain })),
      body: prose(5_000).nullish(),
    }),
  )
  .max(20)

/** A document that a contribution rests on. */
export interface NewSource {
  /** One line, 200 characters at most. */
  title: string
  /** An address, http or https, 2,000 characters at most. */
  url: string
  /** What it says, 5,000 characters at most. */
  body?: string | null | undefined
}

/** A contribution to propose. */
export interface NewContribution {
  consultationId: string
  /** An open theme of the consultation. */
  themeId: string
  kind: ContributionKind
  /** One line, 200 characters at most. */
  title: string
  /** 20,000 characters at most. */
  body: string
  /** A BCP 47 tag; the consultation's language when left out. */
  locale?: string | null | undefined
  /** Twenty at most. */
  sources?: NewSource[] | null | undefined
  /** Kept as a draft, that its author alone sees. */
  isDraft?: boolean | null | undefined
}

/** What changes in a contribution; what is left out stays. */
export interface ContributionEdit {
  id: string
  /** The version that the edit started from. */
  version: number
  title?: string | null | undefined
  body?: string | null | undefined
  kind?: ContributionKind | null | undefined
  themeId?: string | null | undefined
  /** All of them, in place of those that it had. */
  sources?: NewSource[] | null | undefined
}

export const newContribution: z.ZodType<NewContribution> = z.object({
  consultationId: anId,
  themeId: anId,
  kind,
  title,
  body,
  locale: locale.nullish(),
  sources: sources.nullish(),
  isDraft: z.boolean().nullish(),
})

export const contributionEdit: z.ZodType<ContributionEdit> = z.object({
  id: z.string(),
  version: z.int32(),
  title: title.nullish(),
  body: body.nullish(),
  kind: kind.nullish(),
  themeId: anId.nullish(),
  sources: sources.nullish(),
})
