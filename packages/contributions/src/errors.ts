import type { ThemeStatus } from '@cahier/db'

/** The theme is read only: closed, archived, or merged into another. */
export class ThemeClosedError extends Error {
  override readonly name = 'ThemeClosedError'
  constructor(
    readonly themeId: string,
    readonly status: ThemeStatus,
  ) {
    super(status)
  }
}
