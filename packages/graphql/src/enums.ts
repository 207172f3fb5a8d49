import { Origin, Role } from '@cahier/db'
import { builder } from './builder'

// Enums that the types of several packages show: whichever are composed, each exists once.
builder.enumType(Origin, {
  name: 'Origin',
  description: 'Where something comes from.',
  values: {
    NATIVE: { description: 'Written on this platform.' },
    IMPORTED: { description: 'Brought from elsewhere; the consultation’s `source` says from where.' },
    SYNTHETIC: { description: 'Made by a generator, for demonstration: nobody wrote it.' },
  },
})
builder.enumType(Role, {
  name: 'Role',
  description: 'What a person may do in one consultation; an administrator may do all of it in every one.',
  values: {
    PARTICIPANT: { description: 'Contributes, comments, votes, registers for events.' },
    FACILITATOR: { description: 'Runs events, and records what is said there.' },
    MODERATOR: { description: 'Decides on what is flagged, with reasons.' },
    ANALYST: { description: 'Writes syntheses, and sees protected figures.' },
    ORGANISER: { description: 'Keeps the consultation itself: its phases, spaces, pages, themes, roles.' },
  },
})
