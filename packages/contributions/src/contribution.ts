import type { ContributionKind, ContributionStatus, Origin } from '@cahier/db'
import {
  allColumns,
  type ColumnTexts,
  inSeenConsultation,
  type JoinedParticipant,
  participantTexts,
  selectionOf,
} from '@cahier/kernel'
import type { Nullable, SelectQueryBuilder } from 'kysely'
import type { ContributionsReadContext, ContributionsTables } from './context'

/** What somebody contributed under a theme; its author's face comes with it (`participantOf(row, 'author')`). */
export interface Contribution extends JoinedParticipant<'author'> {
  id: string
  consultationId: string
  themeId: string
  kind: ContributionKind
  status: ContributionStatus
  /** When a moderation decision hid it; null while it is visible. */
  hiddenAt: string | null
  title: string
  body: string
  /** The language that it is written in: a BCP 47 tag. */
  locale: string
  origin: Origin
  /** Published, visible comments, whatever their stance; of these, those for and against. */
  commentCount: number
  forCount: number
  againstCount: number
  /** Votes cast here. */
  agreeCount: number
  mixedCount: number
  disagreeCount: number
  /** Votes that came with an import, as a tally: nobody here cast them. */
  importedAgreeCount: number
  importedMixedCount: number
  importedDisagreeCount: number
  /** `agreeCount` and `importedAgreeCount` together. */
  supportCount: number
  version: number
  createdAt: string
  /** When it was first published; null for what never was. */
  publishedAt: string | null
  /** What its author said when they took it back; null unless they did and said something. */
  withdrawalReason: string | null
  updatedAt: string
}

const own = (column: string): string => `"contribution"."${column}"`

/** The SQL of each column of a contribution. */
const contributionTexts: ColumnTexts<Contribution> = {
  id: own('id'),
  consultationId: own('consultationId'),
  themeId: own('themeId'),
  kind: own('kind'),
  status: own('status'),
  hiddenAt: own('hiddenAt'),
  title: own('title'),
  body: own('body'),
  locale: own('locale'),
  origin: own('origin'),
  commentCount: own('commentCount'),
  forCount: own('forCount'),
  againstCount: own('againstCount'),
  agreeCount: own('agreeCount'),
  mixedCount: own('mixedCount'),
  disagreeCount: own('disagreeCount'),
  importedAgreeCount: own('importedAgreeCount'),
  importedMixedCount: own('importedMixedCount'),
  importedDisagreeCount: own('importedDisagreeCount'),
  supportCount: own('supportCount'),
  version: own('version'),
  createdAt: own('createdAt'),
  publishedAt: own('publishedAt'),
  withdrawalReason: own('withdrawalReason'),
  updatedAt: own('updatedAt'),
  ...participantTexts('author', 'author'),
}

/** A column of a contribution, or of its author’s face. */
export type ContributionColumn = keyof Contribution & string

/** Every column, in the order of the row. */
export const contributionColumns = allColumns(contributionTexts)

/** Contributions joined to their authors (`author`), where they have one. */
export type ContributionQuery<Row = Contribution> = SelectQueryBuilder<
  ContributionsTables & { author: Nullable<ContributionsTables['participant']> },
  'contribution' | 'author',
  Row
>

/**
 * Contributions with their authors, in the consultations that the viewer may see: for a caller to keep the public ones (`isPublic`) or those
 * that the viewer may see (`isSeenBy`), and to order them. All columns unless told; others are absent from the rows.
 */
export const selectContributions = (
  { sql, viewer }: ContributionsReadContext,
  columns: readonly ContributionColumn[] = contributionColumns,
): ContributionQuery =>
  sql
    .selectFrom('contribution')
    .leftJoin('participant as author', 'author.id', 'contribution.authorId')
    .select(selectionOf(contributionTexts, columns))
    .where(inSeenConsultation(viewer, 'contribution.consultationId'))
