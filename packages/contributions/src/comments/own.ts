import { participantIn, type Viewer } from '@cahier/kernel'
import type { Comment } from './comment'

type Owned = Pick<Comment, 'consultationId' | 'authorId' | 'status' | 'hiddenAt'>

/** Whether the viewer may take the comment back: they wrote it, and have not done so yet. */
export const canWithdrawComment = (viewer: Viewer, { consultationId, authorId, status }: Owned): boolean =>
  authorId !== null && status === 'PUBLISHED' && participantIn(viewer, consultationId) === authorId

/** Whether the viewer may edit the comment while its discussion is open: moderation has not hidden it. */
export const canEditComment = (viewer: Viewer, comment: Owned): boolean =>
  canWithdrawComment(viewer, comment) && comment.hiddenAt === null
