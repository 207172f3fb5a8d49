import './comment-fields'
import './comment-mutations'
import './contribution-activity'
import './contribution-enums'
import './contribution-errors'
import './contribution-lists'
import './contribution-messages'
import './contribution-mutations'
import './vote'
import './vote-mutations'

declare module '@cahier/graphql' {
  interface Objects {
    Consultation: NamedNode
    Participant: NamedNode
    Theme: NamedNode
  }
}
