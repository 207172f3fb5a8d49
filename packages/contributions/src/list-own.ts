import { rawSql } from '@cahier/db'
import { keysetPage, type OrderKey, type Page, type PageArgs, requireParticipant } from '@cahier/kernel'
import type { ContributionsReadContext } from './context'
import { type Contribution, selectContributions } from './contribution'

const LAST_BEGUN: readonly OrderKey<Contribution>[] = [
  { column: 'createdAt', direction: 'desc', type: 'timestamptz' },
  { column: 'id', direction: 'desc', type: 'uuid' },
]

/**
 * A page of the viewer's own contributions to a consultation, the last begun first: drafts, withdrawn and hidden ones with the others.
 * @throws ValidationError for a page that cannot be, NotAuthenticatedError, NotParticipatingError
 */
export const listOwnContributions = async (
  ctx: ContributionsReadContext,
  consultationId: string,
  page: PageArgs = {},
): Promise<Page<Contribution>> => {
  const authorId = requireParticipant(ctx.viewer, consultationId)
  const own = selectContributions(ctx).where('contribution.authorId', '=', authorId)
  return keysetPage(own, page, {
    list: `own contributions:${authorId}`,
    order: LAST_BEGUN,
    column: (name) => rawSql.ref(`contribution.${name}`),
    countAll: async () => {
      const counted = own.clearSelect().select(rawSql<number>`count(*)::int`.as('count'))
      return (await counted.executeTakeFirstOrThrow()).count
    },
  })
}
