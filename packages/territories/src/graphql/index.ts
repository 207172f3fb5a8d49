import './territory'
import './queries'

declare module '@cahier/graphql' {
  interface Objects {
    Territory: NamedNode
  }
}
