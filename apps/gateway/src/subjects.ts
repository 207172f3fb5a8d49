import {
  findModeratedComment,
  findModeratedContribution,
  hideComment,
  hideContribution,
  restoreComment,
  restoreContribution,
} from '@cahier/contributions'
import { findModeratedEvent, hideEvent, restoreEvent } from '@cahier/events'
import type { ModerationSubject } from '@cahier/moderation'

/** What can be moderated, and how, by type name. */
export const subjects: Record<string, ModerationSubject> = {
  Contribution: { find: findModeratedContribution, hide: hideContribution, restore: restoreContribution },
  Comment: { find: findModeratedComment, hide: hideComment, restore: restoreComment },
  Event: { find: findModeratedEvent, hide: hideEvent, restore: restoreEvent },
}
