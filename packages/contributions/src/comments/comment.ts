import { type CommentStatus, type Origin, rawSql, type Stance } from '@cahier/db'
import {
  allColumns,
  type ColumnTexts,
  inSeenConsultation,
  isPublic,
  isSeenBy,
  type JoinedParticipant,
  participantTexts,
  selectionOf,
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

const own = (column: string): string => `"comment"."${column}"`

/** The SQL of each column of a comment; `place` is the table that has its consultation. */
const textsWith = (place: 'contribution' | 'parent'): ColumnTexts<Comment> => ({
  id: own('id'),
  contributionId: own('contributionId'),
  consultationId: `"${place}"."consultationId"`,
  parentId: own('parentId'),
  stance: own('stance'),
  body: own('body'),
  locale: own('locale'),
  status: own('status'),
  hiddenAt: own('hiddenAt'),
  origin: own('origin'),
  importedAgreeCount: own('importedAgreeCount'),
  version: own('version'),
  createdAt: own('createdAt'),
  updatedAt: own('updatedAt'),
  ...participantTexts('author', 'author'),
})

const TEXTS = textsWith('contribution')
const LISTED_TEXTS = textsWith('parent')

/** A column of a comment, or of its author’s face. */
export type CommentColumn = keyof Comment & string

/** Every column, in the order of the row. */
export const commentColumns = allColumns(TEXTS)

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
    .select(selectionOf(TEXTS, commentColumns))
    .where(isUnderSeen(viewer))
    .where(isSeenBy(viewer, 'comment', 'contribution.consultationId'))

/**
 * Public comments with their authors, of the table `parent`, which has the id of their consultation as `consultationId`. All columns unless
 * told; others are absent from the rows.
 */
export const selectListedComments = (
  { sql }: ContributionsReadContext,
  columns: readonly CommentColumn[] = commentColumns,
): SelectQueryBuilder<WithAuthor, 'comment' | 'author', Comment> =>
  sql
    .selectFrom('comment')
    .leftJoin('participant as author', 'author.id', 'comment.authorId')
    .select(selectionOf(LISTED_TEXTS, columns))
    .where(isPublic('comment'))
