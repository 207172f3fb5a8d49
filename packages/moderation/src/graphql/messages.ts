import { addMessages } from '@cahier/graphql'

addMessages({
  fr: {
    'notAllowed.OWN_CONTENT': 'Nul ne signale ni ne juge ce qu’il a écrit lui-même.',
    'notice.content.hidden': 'La modération a masqué ce que vous avez écrit, pour cette raison : {reasons}',
    'notice.content.restored': 'La modération a rétabli ce que vous avez écrit, pour cette raison : {reasons}',
    'notice.content.kept':
      'Ce que vous avez écrit a été signalé ; la modération n’y change rien, pour cette raison : {reasons}',
  },
  en: {
    'notAllowed.OWN_CONTENT': 'Nobody flags or judges what they wrote themselves.',
    'notice.content.hidden': 'Moderation hid what you wrote, for this reason: {reasons}',
    'notice.content.restored': 'Moderation restored what you wrote, for this reason: {reasons}',
    'notice.content.kept': 'What you wrote was flagged; moderation leaves it as it was, for this reason: {reasons}',
  },
})
