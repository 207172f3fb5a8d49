import './messages'
import './enums'
import './decision'
import './flag'
import './moderation'
import './mutations'
import type { ModerationContext } from '../index'

declare module '@cahier/graphql' {
  interface Objects {
    Consultation: NamedNode
    Participant: NamedNode
  }
  /** What can be moderated (`subjects`), and what tells an author of a decision (`notify`). */
  interface Context extends Pick<ModerationContext, 'subjects' | 'notify'> {}
}
