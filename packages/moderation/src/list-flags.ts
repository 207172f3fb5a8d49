import { rawSql } from '@cahier/db'
import { keysetPage, type OrderKey, type Page, type PageArgs, requireRole } from '@cahier/kernel'
import { type ContentRef, checkRef, requireSubject } from './content'
import type { ModerationReadContext } from './context'
import { type Flag, selectFlags } from './flag'

export interface FlagFilter {
  consultationId: string
  /** True: those that no decision answered; false: the others; left out: both. */
  isOpen?: boolean | null | undefined
  /** Flags on contents of this type. */
  subjectType?: string | null | undefined
  /** Flags on this very content. */
  subject?: ContentRef | null | undefined
}

// A queue: what has waited for longest comes first.
const ORDER: readonly OrderKey<Flag>[] = [
  { column: 'createdAt', direction: 'asc', type: 'timestamptz' },
  { column: 'id', direction: 'asc', type: 'uuid' },
]

const filtered = (ctx: ModerationReadContext, { consultationId, isOpen, subjectType, subject }: FlagFilter) => {
  requireRole(ctx.viewer, consultationId, 'MODERATOR')
  if (subject) checkRef(ctx, subject)
  if (typeof subjectType === 'string') requireSubject(ctx, subjectType)
  let flags = selectFlags(ctx).where('consultationId', '=', consultationId)
  if (typeof isOpen === 'boolean') flags = flags.where('decisionId', isOpen ? 'is' : 'is not', null)
  if (typeof subjectType === 'string') flags = flags.where('subjectType', '=', subjectType)
  if (subject) flags = flags.where('subjectType', '=', subject.subjectType).where('subjectId', '=', subject.subjectId)
  return flags
}

/** How many flags the filter keeps. For moderators. @throws as `listFlags` */
export const countFlags = async (ctx: ModerationReadContext, filter: FlagFilter): Promise<number> => {
  const count = filtered(ctx, filter).clearSelect().select(rawSql<number>`count(*)::int`.as('count'))
  return (await count.executeTakeFirstOrThrow()).count
}

/** How many flags of the consultation wait for a decision. For moderators. @throws as `listFlags` */
export const countOpenFlags = (ctx: ModerationReadContext, consultationId: string): Promise<number> =>
  countFlags(ctx, { consultationId, isOpen: true })

/**
 * A page of flags, the oldest first: the queue, when open ones are asked for. For moderators; flags on what they wrote themselves are left out.
 * @throws NotAuthenticatedError, NotAllowedError, ValidationError
 */
export const listFlags = async (
  ctx: ModerationReadContext,
  filter: FlagFilter,
  page: PageArgs = {},
): Promise<Page<Flag>> => {
  const { consultationId, isOpen, subjectType, subject } = filter
  return keysetPage(filtered(ctx, filter), page, {
    list: `flags:${JSON.stringify([consultationId, isOpen, subjectType, subject?.subjectType, subject?.subjectId])}`,
    order: ORDER,
    countAll: () => countFlags(ctx, filter),
  })
}
