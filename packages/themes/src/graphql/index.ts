import './theme'
import './queries'
import './mutations'
import type { ThemeContentMover } from '../index'

declare module '@cahier/graphql' {
  interface Objects {
    Theme: NamedNode
    Consultation: NamedNode
  }
  interface Context {
    /** What moves the contents that other packages keep under a theme, when it is merged. */
    themeContentMovers: readonly ThemeContentMover[]
  }
}
