import { isSeenBy, type Viewer } from '@cahier/kernel'
import { openTestContext, type TestContext } from '@cahier/kernel/testing'
import type { ModerationContext, ModerationSubject } from '../index'

/** Contributions as a subject, on the table alone: no other domain is needed to moderate. */
export const contributionSubject: ModerationSubject = {
  find: async ({ sql, viewer }, id) => {
    const row = await sql
      .selectFrom('contribution')
      .select(['consultationId', 'authorId', 'hiddenAt'])
      .where('id', '=', id)
      .where(isSeenBy(viewer, 'contribution', 'contribution.consultationId'))
      .executeTakeFirst()
    return row ? { ...row, isHidden: row.hiddenAt !== null } : null
  },
  hide: async ({ db, clock }, id) => {
    await db.contribution.update({ where: { id }, data: { hiddenAt: clock() } })
  },
  restore: async ({ db }, id) => {
    await db.contribution.update({ where: { id }, data: { hiddenAt: null } })
  },
}

/** What the app hands over: contributions to moderate, notices in their table. */
export const handedOver: Pick<ModerationContext, 'subjects' | 'notify'> = {
  subjects: { Contribution: contributionSubject },
  notify: async ({ db }, { participantId, type, payload }) => {
    await db.notice.create({ data: { id: crypto.randomUUID(), participantId, type, payload } })
  },
}

/** A database of the test's own, with what the app hands over to moderation. */
export type ModerationTestContext = TestContext & typeof handedOver

export const openModerationContext = async (): Promise<ModerationTestContext> => ({
  ...(await openTestContext()),
  ...handedOver,
})

/** The same database for another viewer. */
export const as = (ctx: ModerationTestContext, viewer: Viewer): ModerationTestContext => ({ ...ctx, viewer })
