import { addMessages } from '@cahier/graphql'

addMessages({
  fr: {
    themeClosed:
      '{status, select, MERGED {Ce thème a été réuni à un autre} ARCHIVED {Ce thème est archivé} other {Ce thème est clos}} : on peut encore y lire, plus y écrire.',
    'rule.searchNeeded': 'Le classement par pertinence demande un texte à chercher.',
    'rule.belowAcademy':
      'Le territoire va jusqu’à l’académie, pas au département : en deçà, on pourrait reconnaître quelqu’un.',
  },
  en: {
    themeClosed:
      '{status, select, MERGED {This theme was merged into another} ARCHIVED {This theme is archived} other {This theme is closed}}: it can still be read, and no longer written in.',
    'rule.searchNeeded': 'An order by relevance needs a text to search for.',
    'rule.belowAcademy':
      'A territory goes down to the académie, not to the département: below it, somebody could be recognised.',
  },
})
