import { ModerationAction, ModerationGround } from '@cahier/db'
import { builder } from '@cahier/graphql'

builder.enumType(ModerationGround, {
  name: 'ModerationGround',
  description: 'Why a content is flagged, or decided on.',
  values: {
    ILLEGAL: { description: 'It breaks the law in a way that no other ground names.' },
    PERSONAL_DATA: { description: 'It tells who somebody is, or something private of them.' },
    HATE: { description: 'It attacks people for what they are.' },
    HARASSMENT: { description: 'It attacks, threatens or pursues somebody.' },
    MINOR_SAFETY: { description: 'It puts a minor at risk.' },
    SPAM: { description: 'It advertises, or repeats itself from place to place.' },
    OFF_TOPIC: { description: 'It has nothing to do with the consultation.' },
    OTHER: { description: 'Something else, that the words beside say.' },
  },
})

builder.enumType(ModerationAction, {
  name: 'ModerationAction',
  description: 'What a moderator decides of a content.',
  values: {
    HIDE: { description: 'It goes out of every public read; its author and the moderators still see it.' },
    RESTORE: { description: 'It was hidden, and is back where it was.' },
    KEEP: { description: 'It stays as it is: its flags are answered.' },
  },
})
