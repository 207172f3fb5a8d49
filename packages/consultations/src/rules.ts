import { ConsultationStatus, Origin, PhaseActivity, SpaceKind } from '@cahier/db'
import { line, prose, slug, texts } from '@cahier/kernel'
import { z } from 'zod'

const locale = z.string().regex(/^[a-z]{2,3}(-[A-Z]{2})?$/)

/** Titles have 200 characters at most, summaries 2,000, pages 50,000. */
export const consultationFields = z.object({
  slug,
  title: texts(line(200)),
  summary: texts(prose(2_000)),
  defaultLocale: locale,
  source: line(500).nullish(),
})

const phaseShape = z.object({
  slug,
  title: texts(line(200)),
  opens: z.array(z.enum(PhaseActivity)),
  startsAt: z.coerce.date(),
  endsAt: z.coerce.date(),
})

export const phaseFields = phaseShape.refine(({ startsAt, endsAt }) => startsAt < endsAt, {
  message: 'order',
  path: ['endsAt'],
})

/** What changes in a phase; its dates are compared with those that stay. */
export const phaseEdit = phaseShape.partial()

export const spaceFields = z.object({
  slug,
  kind: z.enum(SpaceKind),
  title: texts(line(200)),
  summary: texts(prose(2_000)),
})

export const pageFields = z.object({ slug, title: texts(line(200)), body: texts(prose(50_000)) })

/** A whole consultation, as an import brings it. */
export const sheet = consultationFields.extend({
  status: z.enum(ConsultationStatus),
  origin: z.enum(Origin),
  phases: z.array(phaseFields).max(50),
  spaces: z.array(spaceFields).max(50),
  pages: z.array(pageFields).max(100),
})

export type ConsultationFields = z.input<typeof consultationFields>
export type PhaseFields = z.input<typeof phaseFields>
export type SpaceFields = z.input<typeof spaceFields>
export type PageFields = z.input<typeof pageFields>
export type ConsultationSheet = z.input<typeof sheet>
