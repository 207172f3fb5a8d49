import { rawSql } from '@cahier/db'
import { newId } from '@cahier/kernel'
import type { ContributionsContext } from './context'
import type { NewSource } from './rules'

/** A text, as it is published. */
interface Text {
  id: string
  title: string
  body: string
}

/**
 * Keeps the text as the contribution's next version: what was published before stays as it was. The contribution's row is held by the act, so
 * nobody takes the number in between.
 */
export const writeVersion = async (tx: ContributionsContext, { id, title, body }: Text): Promise<void> => {
  await rawSql`INSERT INTO "contributionVersion" ("contributionId", "number", "title", "body", "writtenAt")
    SELECT ${id}::uuid, coalesce(max("number"), 0) + 1, ${title}::text, ${body}::text, ${tx.clock().toISOString()}::text::timestamptz
    FROM "contributionVersion" WHERE "contributionId" = ${id}::uuid`.execute(tx.sql)
}

/** Writes the sources of a contribution, in their order, in place of those that it had. */
export const writeSources = async (
  tx: ContributionsContext,
  contributionId: string,
  sources: readonly NewSource[],
): Promise<void> => {
  await tx.db.contributionSource.deleteMany({ where: { contributionId } })
  const createdAt = tx.clock()
  const data = sources.map(({ title, url, body = null }) => ({
    id: newId(),
    contributionId,
    title,
    url,
    body,
    createdAt,
  }))
  await tx.db.contributionSource.createMany({ data })
}
