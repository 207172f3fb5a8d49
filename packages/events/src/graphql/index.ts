import './messages'
import './enums'
import './errors'
import './event'
import './registration'
import './queries'
import './event-mutations'
import './registration-mutations'
import type { TellingContext } from '../index'

declare module '@cahier/graphql' {
  interface Objects {
    Consultation: NamedNode
    Theme: NamedNode
    Territory: NamedNode
    Participant: NamedNode
    Organisation: NamedNode
  }
  /** What tells a participant of a place that freed, or of an event that is called off. */
  interface Context extends Pick<TellingContext, 'notify'> {}
}
