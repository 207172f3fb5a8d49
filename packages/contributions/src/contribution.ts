import type { ContributionKind, ContributionStatus, Origin } from '@cahier/db'
import { inSeenConsultation, type JoinedParticipant, participantColumns } from '@cahier/kernel'
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

const COLUMNS = [
  'contribution.id',
  'contribution.consultationId',
  'contribution.themeId',
  'contribution.kind',
  'contribution.status',
  'contribution.hiddenAt',
  'contribution.title',
  'contribution.body',
  'contribution.locale',
  'contribution.origin',
  'contribution.commentCount',
  'contribution.forCount',
  'contribution.againstCount',
  'contribution.agreeCount',
  'contribution.mixedCount',
  'contribution.disagreeCount',
  'contribution.importedAgreeCount',
  'contribution.importedMixedCount',
  'contribution.importedDisagreeCount',
  'contribution.supportCount',
  'contribution.version',
  'contribution.createdAt',
  'contribution.publishedAt',
  'contribution.withdrawalReason',
  'contribution.updatedAt',
] as const

/** Contributions joined to their authors (`author`), where they have one. */
export type ContributionQuery<Row = Contribution> = SelectQueryBuilder<
  ContributionsTables & { author: Nullable<ContributionsTables['participant']> },
  'contribution' | 'author',
  Row
>

/**
 * Contributions with their authors, in the consultations that the viewer may see: for a caller to keep the public ones (`isPublic`) or those
 * that the viewer may see (`isSeenBy`), and to order them.
 */
export const selectContributions = ({ sql, viewer }: ContributionsReadContext): ContributionQuery =>
  sql
    .selectFrom('contribution')
    .leftJoin('participant as author', 'author.id', 'contribution.authorId')
    .select(COLUMNS)
    .select(participantColumns('author', 'author'))
    .where(inSeenConsultation(viewer, 'contribution.consultationId'))
