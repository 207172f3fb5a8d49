import { type CommentStatus, type Origin, rawSql, type Stance } from '@cahier/db'
import {
  inSeenConsultation,
  isPublic,
  isSeenBy,
  type JoinedParticipant,
  participantColumns,
  type Viewer,
} from '@cahier/kernel'
import type { Nullable, RawBuilder, SelectQueryBuilder } from 'kysely'
import type { ContributionsReadContext, ContributionsTables } from '../context'

/** What somebody says of a contribution, for it, against it or neither; its author's face comes with it (`participantOf(row, 'author')`). */
export interface Comment extends JoinedParticipant<'author'> {
  id: string
  contributionId: string
  /** The contribution's consultation. */
  consultationId: string
  /** The comment that it answers, even when that one was withdrawn or hidden since; null at the start of a thread. */
  parentId: string | null
  stance: Stance
  body: string
  /** The language that it is written in: a BCP 47 tag. */
  locale: string
  status: CommentStatus
  /** When a moderation decision hid it; null while it is visible. */
  hiddenAt: string | null
  origin: Origin
  /** Support that came with an import, as a tally: nobody here gave it. */
  importedAgreeCount: number
  /** Its texts so far, the present one counted. */
  version: number
  createdAt: string
  updatedAt: string
}

const COLUMNS = [
  'comment.id',
  'comment.contributionId',
  'comment.parentId',
  'comment.stance',
  'comment.body',
  'comment.locale',
  'comment.status',
  'comment.hiddenAt',
  'comment.origin',
  'comment.importedAgreeCount',
  'comment.version',
  'comment.createdAt',
  'comment.updatedAt',
] as const

type WithAuthor = ContributionsTables & { author: Nullable<ContributionsTables['participant']> }

/** What comments ask of the row of `contribution` that they are under: where it is not seen, neither are they. */
export const isUnderSeen = (viewer: Viewer): RawBuilder<boolean> =>
  rawSql<boolean>`(${inSeenConsultation(viewer, 'contribution.consultationId')}
    AND ${isSeenBy(viewer, 'contribution', 'contribution.consultationId')})`

/** Comments with their authors, those that the viewer may see by their id. */
export const selectComments = ({
  sql,
  viewer,
}: ContributionsReadContext): SelectQueryBuilder<WithAuthor, 'comment' | 'contribution' | 'author', Comment> =>
  sql
    .selectFrom('comment')
    .innerJoin('contribution', 'contribution.id', 'comment.contributionId')
    .leftJoin('participant as author', 'author.id', 'comment.authorId')
    .select(COLUMNS)
    .select('contribution.consultationId')
    .select(participantColumns('author', 'author'))
    .where(isUnderSeen(viewer))
    .where(isSeenBy(viewer, 'comment', 'contribution.consultationId'))

/** Public comments with their authors, of the table `parent`, which has the id of their consultation as `consultationId`. */
export const selectListedComments = ({
  sql,
}: ContributionsReadContext): SelectQueryBuilder<WithAuthor, 'comment' | 'author', Comment> =>
  sql
    .selectFrom('comment')
    .leftJoin('participant as author', 'author.id', 'comment.authorId')
    .select(COLUMNS)
    .select(rawSql.ref<string>('parent.consultationId').as('consultationId'))
    .select(participantColumns('author', 'author'))
    .where(isPublic('comment'))
