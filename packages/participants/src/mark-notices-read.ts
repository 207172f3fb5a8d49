import { inTransaction } from '@cahier/db'
import { requirePerson, validate } from '@cahier/kernel'
import { z } from 'zod'
import type { ParticipantsContext } from './context'
import { id } from './rules'

const noticeIds = z.array(id).max(100)

/**
 * Marks the viewer's own notices as read, a hundred at most; other people's and unknown ones are passed over. Returns how many were not read yet.
 * @throws NotAuthenticatedError, ValidationError
 */
export const markNoticesRead = async (ctx: ParticipantsContext, ids: readonly string[]): Promise<number> => {
  const { participants } = requirePerson(ctx.viewer)
  const asked = validate(noticeIds, ids)
  return inTransaction(ctx, async (tx) => {
    const read = await tx.db.notice.updateManyAndReturn({
      where: { id: { in: asked }, participantId: { in: [...participants.values()] }, readAt: null },
      data: { readAt: tx.clock() },
      select: { id: true, participantId: true },
    })
    for (const [consultationId, participantId] of participants) {
      const [first, ...others] = read.filter((notice) => notice.participantId === participantId)
      if (!first) continue
      const fact = { type: 'notice.read', subjectType: 'Notice', subjectId: first.id }
      await tx.outbox.record(tx, { ...fact, consultationId, payload: { count: others.length + 1 } })
    }
    return read.length
  })
}
