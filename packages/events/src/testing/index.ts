import { aConsultation, anEvent, aParticipant } from '@cahier/db/testing'
import type { NewNotice, Viewer } from '@cahier/kernel'
import { openTestContext, type TestContext, viewerOf } from '@cahier/kernel/testing'
import type { TellingContext } from '../index'

/** A test context that keeps the notices it is asked to give. */
export interface EventsTestContext extends TestContext, Pick<TellingContext, 'notify'> {
  notices: NewNotice[]
}

/** Opens a database of the test's own, for the platform itself. */
export const openEventsContext = async (): Promise<EventsTestContext> => {
  const notices: NewNotice[] = []
  return { ...(await openTestContext()), notices, notify: async (_, notice) => void notices.push(notice) }
}

/** The same context for another viewer. */
export const as = (ctx: EventsTestContext, viewer: Viewer): EventsTestContext => ({ ...ctx, viewer })

/** A consultation of the test's own, and who and what there is in it. */
export const inNewConsultation = async (ctx: EventsTestContext) => {
  const { id: consultationId } = await aConsultation(ctx.db)
  const someone = () => aParticipant(ctx.db, consultationId)
  return {
    consultationId,
    someone,
    anybody: async () => as(ctx, viewerOf(await someone())),
    facilitator: async () => as(ctx, viewerOf(await someone(), 'FACILITATOR')),
    organiser: async () => as(ctx, viewerOf(await someone(), 'ORGANISER')),
    /** Somebody of another consultation, whatever they are there. */
    stranger: async () =>
      as(ctx, viewerOf(await aParticipant(ctx.db, (await aConsultation(ctx.db)).id), 'FACILITATOR', 'ORGANISER')),
    event: (more: Parameters<typeof anEvent>[2] = {}) => anEvent(ctx.db, consultationId, more),
  }
}

/** The counters of an event. */
export const countersOf = (ctx: EventsTestContext, id: string) =>
  ctx.db.event.findUniqueOrThrow({ where: { id }, select: { confirmedCount: true, waitlistedCount: true } })

/** Where the registrations of an event stand, in the order of arrival. */
export const statusesOf = async (ctx: EventsTestContext, eventId: string) =>
  (await ctx.db.registration.findMany({ where: { eventId }, orderBy: { arrival: 'asc' } })).map(({ status }) => status)

export const hoursFromNow = (hours: number): Date => new Date(Date.now() + hours * 3_600_000)
