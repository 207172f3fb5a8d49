import { addMessages } from '@cahier/graphql'

addMessages({
  fr: { 'notAllowed.OWN_CONTENT': 'Nul ne signale ni ne juge ce qu’il a écrit lui-même.' },
  en: { 'notAllowed.OWN_CONTENT': 'Nobody flags or judges what they wrote themselves.' },
})
