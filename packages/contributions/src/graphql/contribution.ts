import { ContributionKind, ContributionStatus, Origin } from '@cahier/db'
import { builder, byId, connectionOf, loadBatched, type NamedNode, orAbsent, pageArgs } from '@cahier/graphql'
import { areOpen, type Page, participantIn, participantOf, type Viewer } from '@cahier/kernel'
import { type Contribution, type ContributionVersion, getContributions, listSources, listVersionsOf } from '../index'
import { importedTallyOf, SourceRef, tallyOf, VersionConnection, VoteTallyRef } from './contribution-parts'
import { themeOf } from './known-themes'
import { mayContribute } from './theme-obstacles'

export const ContributionRef = builder.loadableNodeRef('Contribution', {
  id: { resolve: (contribution: Contribution) => contribution.id },
  load: (ids: string[], context) => orAbsent(getContributions(context, ids)),
})

export const ContributionConnection = connectionOf(ContributionRef, 'Contribution', 'contributions')

const isOwn = (viewer: Viewer, { consultationId, authorId }: Contribution): boolean =>
  authorId !== null && participantIn(viewer, consultationId) === authorId

ContributionRef.implement({
  description: 'What somebody contributed to a consultation, under one of its themes.',
  fields: (t) => ({
    title: t.exposeString('title', { description: 'Its title: one line, in `locale`.' }),
    body: t.exposeString('body', {
      description: 'Its text, plain, in `locale`; paragraphs are parted by line breaks.',
    }),
    locale: t.expose('locale', {
      type: 'Locale',
      description: 'The language that it is written in; never translated.',
    }),
    kind: t.expose('kind', { type: ContributionKind, description: 'What it is, as its author says it.' }),
    status: t.expose('status', { type: ContributionStatus, description: 'PUBLISHED in every public list.' }),
    origin: t.expose('origin', {
      type: Origin,
      description: 'Where it comes from: this platform, elsewhere, or a generator.',
    }),
    version: t.exposeInt('version', { description: 'What an edit names to say what it started from.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was begun.' }),
    publishedAt: t.expose('publishedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was first published; null for what never was.',
    }),
    updatedAt: t.expose('updatedAt', {
      type: 'DateTime',
      description: 'When it last changed: edited, moved, withdrawn or moderated; votes and comments aside.',
    }),
    hiddenAt: t.expose('hiddenAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When moderation hid it, as its author and moderators alone can see; null while it is visible.',
    }),
    withdrawalReason: t.exposeString('withdrawalReason', {
      nullable: true,
      description: 'What its author said when they took it back; null unless they did and said something.',
    }),
  }),
})

builder.objectFields(ContributionRef, (t) => ({
  theme: t.field({
    type: 'Theme',
    description: 'The theme that it is under.',
    resolve: (contribution) => themeOf(contribution) ?? byId<NamedNode>(contribution.themeId),
  }),
  consultation: t.field({
    type: 'Consultation',
    description: 'The consultation that it is of.',
    resolve: ({ consultationId }) => byId<NamedNode>(consultationId),
  }),
  author: t.field({
    type: 'Participant',
    nullable: true,
    description: 'Who wrote it; null when they were erased, or when it was imported without author.',
    resolve: (contribution) => participantOf(contribution, 'author'),
  }),
}))

builder.objectFields(ContributionRef, (t) => ({
  supportCount: t.exposeInt('supportCount', {
    description: '`tally.agree` and `importedTally.agree` together.',
  }),
  tally: t.field({ type: VoteTallyRef, description: 'Votes cast here, those removed left out.', resolve: tallyOf }),
  importedTally: t.field({
    type: VoteTallyRef,
    description: 'Votes that came with an import: nobody here cast them. All 0 for what was written here.',
    resolve: importedTallyOf,
  }),
  commentCount: t.exposeInt('commentCount', {
    description: 'Published comments, replies too, whatever their stance; those hidden or withdrawn left out.',
  }),
  forCount: t.exposeInt('forCount', { description: 'Those of `commentCount` whose stance is FOR.' }),
  againstCount: t.exposeInt('againstCount', { description: 'Those of `commentCount` whose stance is AGAINST.' }),
  sources: t.field({
    type: [SourceRef],
    description: 'Documents that it rests on, in their order: twenty at most, more only when imported.',
    resolve: ({ id }, _, context) =>
      loadBatched(context, 'Contribution.sources', null, id, (ids) => listSources(context, ids)),
  }),
  versions: t.field({
    type: VersionConnection,
    args: pageArgs(t.arg),
    description: 'Its texts as they were published, the last first; none for a draft.',
    resolve: ({ id }, page, context, info) =>
      loadBatched<Page<ContributionVersion>>(context, 'Contribution.versions', info.fieldNodes, id, (ids) =>
        listVersionsOf(context, ids, page),
      ),
  }),
  viewerCanEdit: t.boolean({
    description:
      'Whether it is the viewer’s and an edit would be taken now: phase and theme open, neither withdrawn nor hidden.',
    resolve: (contribution, _, context) => {
      const { status, hiddenAt, themeId } = contribution
      if (!isOwn(context.viewer, contribution) || status === 'WITHDRAWN' || hiddenAt) return false
      return mayContribute(context, themeId)
    },
  }),
  viewerCanWithdraw: t.boolean({
    description: 'Whether it is the viewer’s, not withdrawn yet, and a phase that opens contributions runs now.',
    resolve: (contribution, _, context) => {
      const { status, consultationId } = contribution
      if (!isOwn(context.viewer, contribution) || status === 'WITHDRAWN') return false
      const batch = (ids: readonly string[]) => areOpen(context, ids, 'CONTRIBUTING')
      return loadBatched(context, 'Consultation.contributing', null, consultationId, batch)
    },
  }),
}))
