import { type PhaseActivity, rawSql, type SpaceKind } from '@cahier/db'
import { inSeenConsultation, isId, type Texts } from '@cahier/kernel'
import type { ConsultationsReadContext } from './context'

/** A dated stage of a consultation, and what it opens while it runs. */
export interface Phase {
  id: string
  consultationId: string
  slug: string
  title: Texts
  opens: PhaseActivity[]
  startsAt: string
  /** The first instant after it. */
  endsAt: string
  version: number
}

/** A place of participation. */
export interface Space {
  id: string
  consultationId: string
  slug: string
  kind: SpaceKind
  title: Texts
  summary: Texts
  position: number
  version: number
}

/** A page of context; its body is Markdown. */
export interface ContextPage {
  id: string
  consultationId: string
  slug: string
  title: Texts
  body: Texts
  position: number
  version: number
}

/** By which column parts are asked for: their own ids, or those of their consultations. */
type By = 'id' | 'consultationId'

const among = (by: By, ids: readonly string[]) => rawSql<boolean>`${rawSql.ref(by)} = ANY(${ids.filter(isId)}::uuid[])`
const title = rawSql<Texts>`"title"`.as('title')

const phases = ({ sql, viewer }: ConsultationsReadContext, by: By, ids: readonly string[]): Promise<Phase[]> =>
  sql
    .selectFrom('phase')
    .select(['id', 'consultationId', 'slug', 'startsAt', 'endsAt', 'version', title])
    .select(rawSql<PhaseActivity[]>`"opens"::text[]`.as('opens'))
    .where(among(by, ids))
    .where(inSeenConsultation(viewer, 'phase.consultationId'))
    .orderBy('startsAt')
    .orderBy('id')
    .execute()

const spaces = ({ sql, viewer }: ConsultationsReadContext, by: By, ids: readonly string[]): Promise<Space[]> =>
  sql
    .selectFrom('space')
    .select([
      'id',
      'consultationId',
      'slug',
      'kind',
      'position',
      'version',
      title,
      rawSql<Texts>`"summary"`.as('summary'),
    ])
    .where(among(by, ids))
    .where(inSeenConsultation(viewer, 'space.consultationId'))
    .orderBy('position')
    .orderBy('id')
    .execute()

const pages = ({ sql, viewer }: ConsultationsReadContext, by: By, ids: readonly string[]): Promise<ContextPage[]> =>
  sql
    .selectFrom('page')
    .select(['id', 'consultationId', 'slug', 'position', 'version', title, rawSql<Texts>`"body"`.as('body')])
    .where(among(by, ids))
    .where(inSeenConsultation(viewer, 'page.consultationId'))
    .orderBy('position')
    .orderBy('id')
    .execute()

type Read<Part> = (ctx: ConsultationsReadContext, by: By, ids: readonly string[]) => Promise<Part[]>

const oneEach =
  <Part extends { id: string }>(read: Read<Part>) =>
  async (ctx: ConsultationsReadContext, ids: readonly string[]): Promise<(Part | null)[]> => {
    const byId = new Map((await read(ctx, 'id', ids)).map((part) => [part.id, part]))
    return ids.map((id) => byId.get(id) ?? null)
  }

const allOf =
  <Part extends { consultationId: string }>(read: Read<Part>) =>
  async (ctx: ConsultationsReadContext, consultationIds: readonly string[]): Promise<Part[][]> => {
    const rows = await read(ctx, 'consultationId', consultationIds)
    return consultationIds.map((id) => rows.filter((row) => row.consultationId === id))
  }

/** The phases of these ids, in the order asked; null for what may not be seen. One statement. */
export const getPhases = oneEach(phases)
/** The spaces of these ids, in the order asked; null for what may not be seen. One statement. */
export const getSpaces = oneEach(spaces)
/** The pages of these ids, in the order asked; null for what may not be seen. One statement. */
export const getContextPages = oneEach(pages)
/** The phases of each consultation, by their start. One statement. */
export const listPhases = allOf(phases)
/** The spaces of each consultation, in their order. One statement. */
export const listSpaces = allOf(spaces)
/** The context pages of each consultation, in their order. One statement. */
export const listContextPages = allOf(pages)

/** Whether a phase runs at an instant. */
export const isRunning = ({ startsAt, endsAt }: Pick<Phase, 'startsAt' | 'endsAt'>, at: Date): boolean =>
  new Date(startsAt) <= at && at < new Date(endsAt)
