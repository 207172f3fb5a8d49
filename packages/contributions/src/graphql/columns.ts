import { type Asked, columnsOfRows, type Reads } from '@cahier/graphql'
import { type CommentColumn, type ContributionColumn, commentColumns, contributionColumns } from '../index'

const AUTHOR = {
  id: 'authorId',
  displayName: 'authorDisplayName',
  actorKind: 'authorActorKind',
  origin: 'authorOrigin',
} as const
const WHOLE_AUTHOR = [
  ...Object.values(AUTHOR),
  'authorConsultationId',
  'authorTerritoryId',
  'authorVersion',
  'authorCreatedAt',
] as const

type AuthorColumn = (typeof WHOLE_AUTHOR)[number]

/** What is read of an author: some of the face when nothing else is asked of them, else all of it. */
const authorColumns = (asked: Asked): readonly AuthorColumn[] => {
  const known: Readonly<Record<string, AuthorColumn | undefined>> = AUTHOR
  const columns = [...asked.keys()].map((name) => known[name])
  return columns.every((column) => column !== undefined) ? ['authorId', ...columns] : WHOLE_AUTHOR
}

const IN_PLACE = ['consultationId', 'themeId'] as const
const STATE = [...IN_PLACE, 'authorId', 'status', 'hiddenAt'] as const
const TALLY = ['agreeCount', 'mixedCount', 'disagreeCount'] as const
const IMPORTED_TALLY = ['importedAgreeCount', 'importedMixedCount', 'importedDisagreeCount'] as const

const contributionReads: Reads<ContributionColumn> = {
  author: authorColumns,
  consultation: IN_PLACE,
  theme: IN_PLACE,
  tally: TALLY,
  importedTally: IMPORTED_TALLY,
  comments: ['commentCount', 'forCount', 'againstCount'],
  sources: [],
  versions: [],
  viewerVote: [],
  viewerCanVote: [],
  viewerCannotVoteReasons: [],
  viewerCanComment: [],
  viewerCannotCommentReasons: [],
  viewerCanEdit: STATE,
  viewerCanWithdraw: STATE,
}

const commentReads: Reads<CommentColumn> = {
  author: authorColumns,
  contribution: [],
  parent: [],
  parentId: [],
  replies: [],
  earlierVersions: [],
  isEdited: ['version'],
  isWithdrawn: ['status'],
  viewerCanEdit: ['consultationId', 'status', 'hiddenAt'],
  viewerCanWithdraw: ['consultationId', 'status', 'hiddenAt'],
}

/** Which columns of contributions a connection needs. */
export const contributionColumnsOf = columnsOfRows(contributionColumns, contributionReads)

/** Which columns of comments a connection needs. */
export const commentColumnsOf = columnsOfRows(commentColumns, commentReads)
