import type { Texts } from '@cahier/kernel'
import { addDays, format, parseISO } from 'date-fns'
import { facts, sourcesOf } from './facts'
import { instantOf } from './zone'

/** The day after, as `YYYY-MM-DD`. */
export const dayAfter = (day: string): string => format(addDays(parseISO(day), 1), 'yyyy-MM-dd')

const phases = [...facts.phases, facts.demonstration].map(({ slug, title, opens, from, to }) => ({
  slug,
  title,
  opens,
  startsAt: instantOf(from, '00:00').toISOString(),
  endsAt: instantOf(dayAfter(to), '00:00').toISOString(),
}))

const listOf = (items: readonly string[]): string => items.map((item) => `- ${item}`).join('\n')

const contextPage = (): { slug: string; title: Texts; body: Texts } => {
  const [source] = sourcesOf(facts.context)
  return {
    slug: 'contexte',
    title: { fr: 'Contexte', en: 'Context' },
    body: {
      fr: `La consultation fait suite à la crise sanitaire de 2020. La page de l’académie de La Réunion en retient trois enjeux :\n\n${listOf(facts.context.points.fr.map((point) => `« ${point} »`))}\n\nSource : ${source}`,
      en: `The consultation follows the health crisis of 2020. The page of the académie of La Réunion names three matters (our translation):\n\n${listOf(facts.context.points.en)}\n\nSource: ${source}`,
    },
  }
}

const figuresPage = (): { slug: string; title: Texts; body: Texts } => {
  const lines = (locale: 'fr' | 'en'): string =>
    listOf(facts.figures.map((figure) => `${figure[locale]} (${sourcesOf(figure).join(', ')})`))
  return {
    slug: 'chiffres',
    title: { fr: 'Chiffres publiés', en: 'Published figures' },
    body: {
      fr: `Chiffres de la consultation de 2020, tels que leurs sources les donnent :\n\n${lines('fr')}`,
      en: `Figures of the consultation of 2020, as their sources give them:\n\n${lines('en')}`,
    },
  }
}

const aboutDataPage = (): { slug: string; title: Texts; body: Texts } => ({
  slug: 'donnees-de-demonstration',
  title: { fr: 'Données de démonstration', en: 'Demonstration data' },
  body: {
    fr: 'Les contributions de 2020 n’ont pas été publiées en données ouvertes. Les participants, contributions, votes, commentaires, inscriptions et la plupart des rencontres affichés ici sont **synthétiques** : un programme les a composés, aucune personne réelle ne les a écrits. Ils portent l’origine SYNTHETIC. Seules les rencontres d’origine IMPORTED sont réelles, tenues ou annoncées ; leur résumé cite leur source et dit ce qu’elle tait.\n\nLa phase « Démonstration : participation ouverte » n’appartient pas au calendrier réel : elle permet d’essayer la plateforme.',
    en: 'The contributions of 2020 were not published as open data. The participants, contributions, votes, comments, registrations and most meetings shown here are **synthetic**: a program composed them, no real person wrote them. Their origin is SYNTHETIC. Only the meetings whose origin is IMPORTED are real, held or announced; their summaries name their sources and say what these leave out.\n\nThe phase “Demonstration: participation open” is not part of the real calendar: it lets you try the platform.',
  },
})

const audiencePage = (): { slug: string; title: Texts; body: Texts } => ({
  slug: 'qui-participe',
  title: { fr: 'Qui participe', en: 'Who takes part' },
  body: {
    fr: `Tous les acteurs de la communauté éducative : élèves, parents, enseignants, personnels d’encadrement, agents, collectivités territoriales, associations et entreprises partenaires.\n\nSource : ${facts.sources.reunion}`,
    en: `All who make up the education community: pupils, parents, teachers, management, staff, local authorities, associations and partner companies.\n\nSource: ${facts.sources.reunion}`,
  },
})

/** The consultation with its phases, spaces and pages, as data to import. */
export const egnSheet = {
  slug: facts.consultation.slug,
  title: facts.consultation.title,
  summary: facts.consultation.summary,
  defaultLocale: 'fr',
  status: 'PUBLISHED' as const,
  origin: 'IMPORTED' as const,
  source: sourcesOf(facts.consultation).join(' '),
  phases,
  spaces: facts.spaces.map(({ slug, kind, title, summary }) => ({ slug, kind, title, summary })),
  pages: [contextPage(), audiencePage(), figuresPage(), aboutDataPage()],
}

/** The themes, in their order, with the wording that they had in the end. */
export const egnThemes = facts.themes.map((theme, position) => ({
  externalId: theme.slug,
  slug: theme.slug,
  title: theme.title,
  summary: {
    fr: `Formulation finale : « ${theme.final.fr} ». Source : ${sourcesOf(theme).join(', ')}`,
    en: `Final wording (our translation): “${theme.final.en}”. Source: ${sourcesOf(theme).join(', ')}`,
  },
  position,
}))
