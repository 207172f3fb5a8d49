import { addMessages } from '@cahier/graphql'

addMessages({
  fr: {
    'rule.under15': 'En dessous de 15 ans, seul le pseudonyme est montré : ne choisissez pas de nom.',
  },
  en: {
    'rule.under15': 'Under 15, the pseudonym alone is shown: choose no name.',
  },
})
