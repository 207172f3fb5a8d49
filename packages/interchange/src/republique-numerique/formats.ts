import { line, prose } from '@cahier/kernel'
import { z } from 'zod'

/** Rows of PostgreSQL count in 32 bits. */
const MAX_COUNT = 1_000_000_000

const id = z.number().int().positive()
const count = z.number().int().nonnegative().max(MAX_COUNT)
const author = line(100)
/** Ends of lines become LF; nothing else of what an author wrote changes. */
const text = prose(50_000).transform((written) => written.replace(/\r\n?/g, '\n'))
/** The files write offsets with no colon (`+0200`), which ECMAScript does not promise to read. */
const instant = z
  .string()
  .regex(/^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:?\d\d$/)
  .transform((written) => new Date(written.replace(/([+-]\d\d):?(\d\d)$/, '$1:$2')))
  .refine((date) => !Number.isNaN(date.getTime()), { message: 'invalid' })

export const sectionRules = z.object({ id: z.coerce.number().int().positive(), title: line(200) })

export const opinionRules = z.object({
  id,
  section_id: id,
  title: line(500),
  body_text: text,
  created_at: instant,
  updated_at: instant,
  author,
  votes_ok: count,
  votes_mitige: count,
  votes_nok: count,
  is_trashed: z.boolean(),
})

export const argumentRules = z.object({
  id,
  opinion_id: id,
  type: z.enum(['FOR', 'AGAINST']),
  body: text,
  created_at: instant,
  author,
  votes_count: count,
  is_trashed: z.boolean(),
  is_enabled: z.boolean(),
})

export const sourceRules = z.object({
  id,
  opinion_id: id,
  title: line(500),
  link: line(2_000).pipe(z.url({ protocol: /^https?$/ })),
  /** Null when it says nothing. */
  body: z.preprocess((written) => written || null, text.nullable()),
  created_at: instant,
  author,
})

export type Section = z.infer<typeof sectionRules>
export type Opinion = z.infer<typeof opinionRules>
export type Argument = z.infer<typeof argumentRules>
export type Source = z.infer<typeof sourceRules>

/** The files of the folder, by what they hold. */
export const files = {
  sections: 'sections.csv',
  opinions: 'opinions.jsonl',
  arguments: 'arguments.jsonl',
  sources: 'sources.jsonl',
} as const
