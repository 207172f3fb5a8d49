import { found, hasRole, isId, participantIn, refuse, takeTurn, type Viewer, type WriteContext } from '@cahier/kernel'
import type { ModerationContext, ModerationReadContext, ModerationSubject } from './context'

/** Which content: a type that the app handed over, and an id. */
export interface ContentRef {
  subjectType: string
  subjectId: string
}

/** What moderation knows of a content. */
export interface ModeratedContent extends ContentRef {
  consultationId: string
  /** The participant whose it is; null when nobody here wrote it. */
  authorId: string | null
  isHidden: boolean
}

/** @throws ValidationError for a type that cannot be moderated */
export const requireSubject = (
  { subjects }: Pick<ModerationReadContext, 'subjects'>,
  type: string,
): ModerationSubject => {
  const subject = Object.hasOwn(subjects, type) ? subjects[type] : undefined
  return subject ?? refuse('subjectType', 'unknown')
}

/** @throws ValidationError for a type that cannot be moderated, or what is no id */
export const checkRef = (
  ctx: Pick<ModerationReadContext, 'subjects'>,
  { subjectType, subjectId }: ContentRef,
): void => {
  requireSubject(ctx, subjectType)
  if (!isId(subjectId)) refuse('subjectId', 'unknown')
}

/** The content, or null when the viewer may not know of it. @throws ValidationError for a type that cannot be moderated */
export const getContent = async (
  ctx: ModerationReadContext,
  { subjectType, subjectId }: ContentRef,
): Promise<ModeratedContent | null> => {
  const subject = requireSubject(ctx, subjectType)
  if (!isId(subjectId)) return null
  // The app handed the subject over with the whole client behind this narrowed context.
  const content = await subject.find(ctx as unknown as Pick<WriteContext, 'sql' | 'viewer'>, subjectId)
  if (!content) return null
  const { consultationId, authorId, isHidden } = content
  return { subjectType, subjectId, consultationId, authorId, isHidden }
}

/**
 * The content, held until the transaction ends: whoever else flags it or decides on it waits.
 * @throws ValidationError for a type that cannot be moderated, NotFoundError
 */
export const holdContent = async (tx: ModerationContext, ref: ContentRef): Promise<ModeratedContent> => {
  checkRef(tx, ref)
  await takeTurn(tx, `moderation of ${ref.subjectType} ${ref.subjectId}`)
  return found(await getContent(tx, ref), ref.subjectType, ref.subjectId)
}

/** Whether the content is the viewer's own. */
export const isOwn = (viewer: Viewer, { consultationId, authorId }: ModeratedContent): boolean =>
  authorId !== null && participantIn(viewer, consultationId) === authorId

/** Whether the viewer may flag the content, unless they did: who joined the consultation, and did not write it. */
export const canFlag = (viewer: Viewer, content: ModeratedContent): boolean =>
  participantIn(viewer, content.consultationId) !== undefined && !isOwn(viewer, content)

/** Whether the viewer may decide on the content: a person who moderates the consultation, and did not write it. */
export const canDecide = (viewer: Viewer, content: ModeratedContent): boolean =>
  viewer.kind === 'person' && hasRole(viewer, content.consultationId, 'MODERATOR') && !isOwn(viewer, content)
