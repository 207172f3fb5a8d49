import { ThemeStatus } from '@cahier/db'
import { builder, refusal, say, UserError } from '@cahier/graphql'
import { ThemeClosedError } from '../index'

refusal(ThemeClosedError, {
  code: 'THEME_CLOSED',
  description: 'The theme is read only.',
  message: ({ status }, locale) => say(locale, 'themeClosed', { status }),
  extensions: ({ status }) => ({ status }),
})
builder.objectType(ThemeClosedError, {
  name: 'ThemeClosedError',
  description: 'The theme is read only, whatever the phase; nothing was done.',
  interfaces: [UserError],
  fields: (t) => ({
    status: t.expose('status', {
      type: ThemeStatus,
      description: 'Where the theme stands: closed, archived or merged.',
    }),
  }),
})
