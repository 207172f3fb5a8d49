import { ActorKind, ContributionKind, Origin } from '@cahier/db'
import { builder, idOrNull } from '@cahier/graphql'
import type { ContributionFilter } from '../index'

export const ContributionFilterRef = builder.inputType('ContributionFilter', {
  description:
    'Which contributions to keep: those that meet every condition given; an empty list of values keeps none.',
  fields: (t) => ({
    themeId: t.id({ description: 'Those under this theme, one of the consultation.' }),
    includeSubthemes: t.boolean({
      description:
        'With `themeId`, or in a list under a theme: those under its sub-themes too, at any depth. False unless told.',
    }),
    kind: t.field({ type: [ContributionKind], description: 'Those of one of these kinds.' }),
    actorKind: t.field({
      type: [ActorKind],
      description: 'Those whose author is of one of these; what has no author is of none.',
    }),
    territoryId: t.id({
      description:
        'Those whose author is of this région académique or académie, or inside it; a département is refused.',
    }),
    origin: t.field({ type: [Origin], description: 'Those that come from one of these.' }),
    authorId: t.id({ description: 'Those of this participant of the consultation.' }),
    search: t.string({
      description:
        'Those whose title or text has these French words, whatever their accents and inflections; "…" for an exact phrase, - before a word to leave out, or between two. 200 characters at most; words like « le » or « des » alone find nothing.',
    }),
    publishedFrom: t.field({ type: 'DateTime', description: 'Those published at this instant or after.' }),
    publishedUntil: t.field({ type: 'DateTime', description: 'Those published before this instant.' }),
    hasSources: t.boolean({ description: 'True: those that rest on a source. False: those that rest on none.' }),
  }),
})

/** The filter as the domain has it. @throws ValidationError for an identifier of another type */
export const toFilter = (filter: typeof ContributionFilterRef.$inferInput | null | undefined): ContributionFilter => ({
  ...filter,
  themeId: idOrNull('Theme', filter?.themeId, 'themeId'),
  territoryId: idOrNull('Territory', filter?.territoryId, 'territoryId'),
  authorId: idOrNull('Participant', filter?.authorId, 'authorId'),
})
