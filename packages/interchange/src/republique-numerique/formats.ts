import { z } from 'zod'
import { cleanLine, cleanText } from '../clean-text'

const id = z.number().int().positive()
const count = z.number().int().nonnegative()
const author = z.string().min(1).max(100)
const title = z.string().transform(cleanLine).pipe(z.string().min(1).max(500))
const text = z.string().transform(cleanText).pipe(z.string().min(1).max(50_000))
/** The files write offsets with no colon (`+0200`), which ECMAScript does not promise to read. */
const instant = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:?\d\d$/)
  .transform((written) => new Date(written.replace(/([+-]\d\d):?(\d\d)$/, '$1:$2')))
  .refine((date) => !Number.isNaN(date.getTime()), { message: 'invalid' })

export const sectionRules = z.object({ id: z.coerce.number().int().positive(), title })

export const opinionRules = z.object({
  id,
  section_id: id,
  title,
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
  title,
  link: z.url({ protocol: /^https?$/ }),
  body: z.string().transform(cleanText),
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
