import { ConsultationStatus, Origin, PhaseActivity, SpaceKind } from '@cahier/db'
import { line, prose, slug, texts } from '@cahier/kernel'
import { z } from 'zod'

/** How many parts of each kind a consultation holds at most: their lists are given whole. */
export const MAX_PARTS = { Phase: 50, Space: 50, ContextPage: 100 } as const

const locale = z.string().regex(/^[a-z]{2,3}(-[A-Z]{2})?$/)

const isPlausible = (at: Date): boolean => at >= new Date('1900-01-01') && at < new Date('2200-01-01')

/** An instant, as a Date or RFC 3339, from 1900 to 2199. */
const instant = z
  .union([z.date(), z.iso.datetime({ offset: true }).transform((text) => new Date(text))])
  .refine(isPlausible, { message: 'invalid' })

const title = texts(line(200))
const summary = texts(prose(2_000))
const body = texts(prose(50_000))
const opens = z
  .array(z.enum(PhaseActivity))
  .readonly()
  .transform((activities) => [...new Set(activities)])

/** An edit without the fields that were left out: null is a value, undefined is not. */
const onlyGiven = <Edit extends object>(edit: Edit): { [Name in keyof Edit]?: Exclude<Edit[Name], undefined> } =>
  // Entries lose the names' types; what is kept of them is what the type says.
  Object.fromEntries(Object.entries(edit).filter(([, value]) => value !== undefined)) as never

const consultationTexts = z.object({ title, summary, defaultLocale: locale, source: line(500).nullish() })
const phaseShape = z.object({ title, opens, startsAt: instant, endsAt: instant })
const spaceShape = z.object({ kind: z.enum(SpaceKind), title, summary })
const contextPageShape = z.object({ title, body })
const position = z.int().min(0)

/** Titles have 200 characters at most, summaries 2,000, pages 50,000. */
export const consultationFields = consultationTexts.extend({ slug })
export const phaseFields = phaseShape.extend({ slug }).refine(({ startsAt, endsAt }) => startsAt < endsAt, {
  message: 'order',
  path: ['endsAt'],
})
export const spaceFields = spaceShape.extend({ slug })
export const contextPageFields = contextPageShape.extend({ slug })

// Slugs never change: an address once given leads to the same thing for ever.
export const consultationEdit = consultationTexts.partial().transform(onlyGiven)
/** The dates of a phase are compared with those that stay by who applies the edit. */
export const phaseEdit = phaseShape.partial().transform(onlyGiven)
export const spaceEdit = spaceShape.extend({ position }).partial().transform(onlyGiven)
export const contextPageEdit = contextPageShape.extend({ position }).partial().transform(onlyGiven)

/** A whole consultation, as an import brings it. */
export const consultationSheet = consultationFields.extend({
  status: z.enum(ConsultationStatus),
  origin: z.enum(Origin),
  phases: z.array(phaseFields).max(MAX_PARTS.Phase).readonly(),
  spaces: z.array(spaceFields).max(MAX_PARTS.Space).readonly(),
  pages: z.array(contextPageFields).max(MAX_PARTS.ContextPage).readonly(),
})

export type ConsultationFields = z.input<typeof consultationFields>
export type ConsultationEdit = z.input<typeof consultationEdit>
export type PhaseFields = z.input<typeof phaseFields>
export type PhaseEdit = z.input<typeof phaseEdit>
export type SpaceFields = z.input<typeof spaceFields>
export type SpaceEdit = z.input<typeof spaceEdit>
export type ContextPageFields = z.input<typeof contextPageFields>
export type ContextPageEdit = z.input<typeof contextPageEdit>
export type ConsultationSheet = z.input<typeof consultationSheet>
