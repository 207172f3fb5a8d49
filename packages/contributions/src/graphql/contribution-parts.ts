import { builder, connectionOf } from '@cahier/graphql'
import type { Contribution, ContributionVersion, Source } from '../index'

interface Tally {
  agree: number
  mixed: number
  disagree: number
}

export const VoteTallyRef = builder.objectRef<Tally>('VoteTally').implement({
  description: 'Votes by what they say.',
  fields: (t) => ({
    agree: t.exposeInt('agree', { description: 'Votes that agree.' }),
    mixed: t.exposeInt('mixed', { description: 'Votes that agree in part.' }),
    disagree: t.exposeInt('disagree', { description: 'Votes that disagree.' }),
  }),
})

/** Votes cast here. */
export const tallyOf = ({ agreeCount, mixedCount, disagreeCount }: Contribution): Tally => ({
  agree: agreeCount,
  mixed: mixedCount,
  disagree: disagreeCount,
})

/** Votes that came with an import. */
export const importedTallyOf = (contribution: Contribution): Tally => ({
  agree: contribution.importedAgreeCount,
  mixed: contribution.importedMixedCount,
  disagree: contribution.importedDisagreeCount,
})

export const SourceRef = builder.objectRef<Source>('ContributionSource').implement({
  description: 'A document that a contribution rests on.',
  fields: (t) => ({
    title: t.exposeString('title', { description: 'Its title: one line.' }),
    url: t.expose('url', { type: 'URL', description: 'Where it is; nobody checks that it still is.' }),
    body: t.exposeString('body', { nullable: true, description: 'What it says; null when nobody copied it.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was added.' }),
  }),
})

const VersionRef = builder.objectRef<ContributionVersion>('ContributionVersion').implement({
  description: 'A text as it was published: never changed since.',
  fields: (t) => ({
    number: t.exposeInt('number', { description: 'Its rank among the texts of the contribution, from 1.' }),
    title: t.exposeString('title', { description: 'The title that it had.' }),
    body: t.exposeString('body', { description: 'The text that it had.' }),
    writtenAt: t.expose('writtenAt', { type: 'DateTime', description: 'When it was published.' }),
  }),
})

export const VersionConnection = connectionOf(VersionRef, 'ContributionVersion', 'published texts')
