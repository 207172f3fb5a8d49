import { rawSql } from '@cahier/db'
import { keysetPage, type NewNotice, type OrderKey, type Page, type PageArgs, requirePerson } from '@cahier/kernel'
import type { ParticipantsReadContext } from './context'

/** What a participant was told of, for themselves alone. */
export interface Notice {
  id: string
  participantId: string
  /** `<subject>.<past participle>`, as `content.hidden`. */
  type: string
  payload: NewNotice['payload']
  createdAt: string
  /** When they said that they read it; null until then. */
  readAt: string | null
}

export interface NoticeFilter {
  /** Of this consultation; of all that the viewer joined when left out. */
  consultationId?: string | null | undefined
  /** True: those read; false: those not read yet; left out: both. */
  isRead?: boolean | null | undefined
}

const ORDER: readonly OrderKey<Notice>[] = [
  { column: 'createdAt', direction: 'desc', type: 'timestamptz' },
  { column: 'id', direction: 'desc', type: 'uuid' },
]

/** The ids that the viewer has as a participant. @throws NotAuthenticatedError */
const ownIds = ({ viewer }: ParticipantsReadContext, consultationId?: string | null): string[] => {
  const { participants } = requirePerson(viewer)
  return [...participants].filter(([id]) => !consultationId || id === consultationId).map(([, id]) => id)
}

const filtered = (ctx: ParticipantsReadContext, { consultationId, isRead }: NoticeFilter) => {
  const own = ctx.sql
    .selectFrom('notice')
    .select(['id', 'participantId', 'type', 'createdAt', 'readAt'])
    .select(rawSql<Notice['payload']>`"payload"`.as('payload'))
    .where('participantId', '=', rawSql<string>`ANY(${ownIds(ctx, consultationId)}::uuid[])`)
  return typeof isRead === 'boolean' ? own.where('readAt', isRead ? 'is not' : 'is', null) : own
}

/** How many of the viewer's own notices the filter keeps. @throws NotAuthenticatedError */
export const countNotices = async (ctx: ParticipantsReadContext, filter: NoticeFilter = {}): Promise<number> => {
  const count = filtered(ctx, filter).clearSelect().select(rawSql<number>`count(*)::int`.as('count'))
  return (await count.executeTakeFirstOrThrow()).count
}

/** A page of the viewer's own notices, the latest first. @throws NotAuthenticatedError, ValidationError for a page that cannot be */
export const listNotices = async (
  ctx: ParticipantsReadContext,
  filter: NoticeFilter = {},
  page: PageArgs = {},
): Promise<Page<Notice>> =>
  keysetPage(filtered(ctx, filter), page, {
    list: `notices:${JSON.stringify([filter.consultationId, filter.isRead])}`,
    order: ORDER,
    countAll: () => countNotices(ctx, filter),
  })
