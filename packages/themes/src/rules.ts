import { line, prose, slug, type Texts, texts } from '@cahier/kernel'
import { z } from 'zod'

/** Bounds of what is written of a theme: title 200 characters, summary 2,000, questions 500, twenty questions. */
const themeTexts = {
  title: texts(line(200)),
  summary: texts(prose(2_000)),
  questions: z.array(texts(line(500))).max(20),
}

export const newTheme: z.ZodType<NewTheme> = z.object({
  consultationId: z.string(),
  parentId: z.string().nullish(),
  slug,
  title: themeTexts.title,
  summary: themeTexts.summary.optional(),
  questions: themeTexts.questions.optional(),
})

export const themeEdit: z.ZodType<ThemeEdit> = z.object({
  id: z.string(),
  version: z.number(),
  slug: slug.nullish(),
  title: themeTexts.title.nullish(),
  summary: themeTexts.summary.nullish(),
  questions: themeTexts.questions.nullish(),
})

/** A theme to create; it goes last among its siblings. */
export interface NewTheme {
  consultationId: string
  parentId?: string | null | undefined
  /** Its name in addresses, unique in the consultation. */
  slug: string
  title: Texts
  summary?: Texts | undefined
  questions?: Texts[] | undefined
}

/** What changes in a theme; what is left out stays. */
export interface ThemeEdit {
  id: string
  /** The version that the edit started from. */
  version: number
  slug?: string | null | undefined
  title?: Texts | null | undefined
  summary?: Texts | null | undefined
  questions?: Texts[] | null | undefined
}
