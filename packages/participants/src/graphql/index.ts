import './messages'
import './actor-kind'
import './viewer'
import './queries'
import './consultation-fields'
import './participant-mutations'
import './role-mutations'
import './organisation-mutations'

declare module '@cahier/graphql' {
  interface Objects {
    Consultation: NamedNode
    Territory: NamedNode
    Participant: NamedNode
    Organisation: NamedNode
  }
}
