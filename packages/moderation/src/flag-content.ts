import { inTransaction } from '@cahier/db'
import { NotAllowedError, newId, requireParticipant, requirePerson, validate } from '@cahier/kernel'
import { type ContentRef, holdContent, isOwn } from './content'
import type { ModerationContext } from './context'
import { type Flag, selectFlags } from './flag'
import { type NewFlag, newFlag } from './rules'

const flagOf = (tx: ModerationContext, { subjectType, subjectId }: ContentRef, reporterId: string): Promise<Flag> =>
  selectFlags(tx)
    .where('subjectType', '=', subjectType)
    .where('subjectId', '=', subjectId)
    .where('reporterId', '=', reporterId)
    .executeTakeFirstOrThrow()

/**
 * Flags a content for the moderators, once per participant: a second time gives the first flag as it was written.
 * @throws ValidationError, NotAuthenticatedError, NotFoundError, NotParticipatingError, NotAllowedError OWN_CONTENT
 */
export const flagContent = async (ctx: ModerationContext, input: NewFlag): Promise<Flag> => {
  const { ground, explanation, ...ref } = validate(newFlag, input)
  requirePerson(ctx.viewer)
  return inTransaction(ctx, async (tx) => {
    const content = await holdContent(tx, ref)
    const { consultationId, authorId } = content
    const reporterId = requireParticipant(tx.viewer, consultationId)
    if (isOwn(tx.viewer, content)) throw new NotAllowedError('OWN_CONTENT')
    const id = newId()
    const { count } = await tx.db.flag.createMany({
      data: [{ id, ...ref, consultationId, authorId, reporterId, ground, explanation, createdAt: tx.clock() }],
      skipDuplicates: true,
    })
    if (count > 0) {
      const payload = { ...ref, ground }
      await tx.outbox.record(tx, { type: 'flag.made', consultationId, subjectType: 'Flag', subjectId: id, payload })
    }
    return flagOf(tx, ref, reporterId)
  })
}
