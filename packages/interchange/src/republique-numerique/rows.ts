import slugify from '@sindresorhus/slugify'
import { authorOf } from './author'
import type { Argument, Opinion, Section, Source } from './formats'

/** Ids here, by the ids of the files. */
export interface Ids {
  themes: ReadonlyMap<string, string>
  participants: ReadonlyMap<string, string>
  contributions: ReadonlyMap<string, string>
}

const IMPORTED = { origin: 'IMPORTED', locale: 'fr' } as const

/** What the checked folder names has come in before; a folder that changed since is no longer the one that was checked. */
const idIn = (ids: ReadonlyMap<string, string>, key: string | number): string => {
  const id = ids.get(String(key))
  if (!id) throw new Error(`The folder changed while it was read: ${key} is not what was checked`)
  return id
}

const authorId = ({ participants }: Pick<Ids, 'participants'>, author: string): string =>
  idIn(participants, authorOf(author).externalId)

/** The sections as themes, in their order; two of the same title have two addresses. */
export const themeRows = (sections: readonly Section[]) => {
  const taken = new Set<string>()
  return sections.map(({ id, title }, position) => {
    const readable = slugify(title).slice(0, 80).replace(/-$/, '')
    const slug = readable === '' || taken.has(readable) ? `section-${id}` : readable
    taken.add(slug)
    return { externalId: String(id), slug, title: { fr: title }, position }
  })
}

/** The authors as participants: the files say nothing of who they are. */
export const participantRows = (authors: ReadonlyMap<string, Date>) =>
  [...authors].map(([author, createdAt]) => ({
    ...authorOf(author),
    actorKind: 'OTHER' as const,
    territoryId: null,
    isUnder15: false,
    origin: IMPORTED.origin,
    createdAt,
  }))

/** An opinion as a proposal, with the votes that were counted there. */
export const contributionRow = (ids: Omit<Ids, 'contributions'>, opinion: Opinion) => ({
  ...IMPORTED,
  externalId: String(opinion.id),
  themeId: idIn(ids.themes, opinion.section_id),
  authorId: authorId(ids, opinion.author),
  kind: 'PROPOSAL' as const,
  title: opinion.title,
  body: opinion.body_text,
  publishedAt: opinion.created_at,
  updatedAt: opinion.updated_at,
  isHidden: opinion.is_trashed,
  tally: { agree: opinion.votes_ok, mixed: opinion.votes_mitige, disagree: opinion.votes_nok },
})

/** An argument as a comment with its stance. */
export const commentRow = (ids: Omit<Ids, 'themes'>, argument: Argument) => ({
  ...IMPORTED,
  externalId: String(argument.id),
  contributionId: idIn(ids.contributions, argument.opinion_id),
  authorId: authorId(ids, argument.author),
  stance: argument.type,
  body: argument.body,
  createdAt: argument.created_at,
  isHidden: argument.is_trashed || !argument.is_enabled,
  importedAgreeCount: argument.votes_count,
})

/** A source; the votes that it got there have no place here. */
export const sourceRow = ({ contributions }: Pick<Ids, 'contributions'>, source: Source) => ({
  externalId: String(source.id),
  contributionId: idIn(contributions, source.opinion_id),
  title: source.title,
  url: source.link,
  body: source.body,
  createdAt: source.created_at,
})
