import type { PhaseActivity } from '@cahier/db'

/** The consultation of 2015 as data to import: its phase is past, and opens nothing any more. */
export const republiqueNumeriqueSheet = {
  slug: 'republique-numerique-2015',
  title: { fr: 'République numérique', en: 'Digital Republic' },
  summary: {
    fr: 'Consultation en ligne sur le projet de loi pour une République numérique, du 26 septembre au 18 octobre 2015 : propositions, arguments et sources, importés. Les noms des contributeurs sont remplacés par des pseudonymes.',
    en: 'Online consultation on the French bill for a Digital Republic, from 26 September to 18 October 2015: proposals, arguments and sources, imported. The names of contributors are replaced by pseudonyms.',
  },
  defaultLocale: 'fr',
  status: 'PUBLISHED' as const,
  origin: 'IMPORTED' as const,
  source:
    'republique-numerique.fr (2015), collected by https://github.com/Lucas-C/republique-numerique-stats and https://github.com/regardscitoyens/contributions-PJLNum; licence of the contributions to be confirmed.',
  phases: [
    {
      slug: 'consultation',
      title: { fr: 'Consultation en ligne', en: 'Online consultation' },
      opens: ['CONTRIBUTING', 'COMMENTING', 'VOTING'] satisfies PhaseActivity[],
      startsAt: '2015-09-25T22:00:00.000Z',
      endsAt: '2015-10-18T22:00:00.000Z',
    },
  ],
  spaces: [
    {
      slug: 'contributions',
      kind: 'CONTRIBUTIONS' as const,
      title: { fr: 'Propositions', en: 'Proposals' },
      summary: {
        fr: 'Les propositions, leurs arguments et leurs sources, par section du projet de loi.',
        en: 'Proposals, their arguments and their sources, by section of the bill.',
      },
    },
  ],
  pages: [
    {
      slug: 'a-propos',
      title: { fr: 'À propos de ces données', en: 'About these data' },
      body: {
        fr: 'Ces contributions viennent d’une autre plateforme. Les votes y ont été comptés sans qu’on sache qui a voté : ils sont affichés comme votes importés. Ce que la plateforme d’origine avait mis à la corbeille n’est pas public ici.',
        en: 'These contributions come from another platform. Votes were counted there without telling who voted: they are shown as imported votes. What that platform had put in its bin is not public here.',
      },
    },
  ],
}
