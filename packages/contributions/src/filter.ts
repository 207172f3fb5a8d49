import { ActorKind, ContributionKind, Origin, rawSql } from '@cahier/db'
import { isPublic, line } from '@cahier/kernel'
import type { RawBuilder } from 'kysely'
import { z } from 'zod'
import { anId } from './rules'

/** Which published, visible contributions to keep: those that meet every condition given. */
export interface ContributionFilter {
  consultationId?: string | null | undefined
  themeId?: string | null | undefined
  /** With `themeId`: whatever is under it too, at any depth. */
  includeSubthemes?: boolean | null | undefined
  kind?: ContributionKind[] | null | undefined
  /** Of the author; a contribution without author is of none. */
  actorKind?: ActorKind[] | null | undefined
  /** Of the author: this région académique or académie, or a territory inside it; never narrower. */
  territoryId?: string | null | undefined
  origin?: Origin[] | null | undefined
  /** A participant's id. */
  authorId?: string | null | undefined
  /** French words as people type them (« "langue exacte" -sauf »), 200 characters at most; accents and inflections aside. */
  search?: string | null | undefined
  /** From this instant on. */
  publishedFrom?: Date | null | undefined
  /** Before this instant. */
  publishedUntil?: Date | null | undefined
  /** True: those that rest on a source; false: those that rest on none. */
  hasSources?: boolean | null | undefined
}

export const contributionFilter: z.ZodType<ContributionFilter> = z.object({
  consultationId: anId.nullish(),
  themeId: anId.nullish(),
  includeSubthemes: z.boolean().nullish(),
  kind: z.array(z.enum(ContributionKind)).nullish(),
  actorKind: z.array(z.enum(ActorKind)).nullish(),
  territoryId: anId.nullish(),
  origin: z.array(z.enum(Origin)).nullish(),
  authorId: anId.nullish(),
  search: line(200).nullish(),
  publishedFrom: z.date().nullish(),
  publishedUntil: z.date().nullish(),
  hasSources: z.boolean().nullish(),
})

const when = <Value>(
  value: Value | null | undefined,
  condition: (value: Value) => RawBuilder<boolean>,
): RawBuilder<boolean>[] => (value === null || value === undefined ? [] : [condition(value)])

const uuid = (id: string): RawBuilder<unknown> => rawSql`${id}::uuid`

const inThemeTree = (id: RawBuilder<unknown>): RawBuilder<boolean> =>
  rawSql<boolean>`"contribution"."themeId" = ANY(ARRAY(WITH RECURSIVE tree AS (SELECT ${id} AS "id"
    UNION SELECT t."id" FROM tree JOIN "theme" t ON t."parentId" = tree."id") SELECT "id" FROM tree))`

/** What contributions are listed under: the filter's field that names it. */
export type ContributionParent = 'consultationId' | 'themeId' | 'authorId'

/** The condition that a contribution is under a parent, named by an expression of its id. */
export const isUnder = (
  parent: ContributionParent,
  id: RawBuilder<unknown>,
  { includeSubthemes }: ContributionFilter,
): RawBuilder<boolean> =>
  parent === 'themeId' && includeSubthemes
    ? inThemeTree(id)
    : rawSql<boolean>`${rawSql.ref(`contribution.${parent}`)} = ${id}`

// Of a département nothing is kept: below the académie, counts could single somebody out.
const inTerritory = (id: string): RawBuilder<boolean> =>
  rawSql<boolean>`"author"."territoryId" = ANY(ARRAY(SELECT "id" FROM "territory"
    WHERE ${id}::uuid IN ("academyId", "regionId")))`

/** The conditions that a filter puts on public contributions and their authors. */
export const conditionsOf = (filter: ContributionFilter): RawBuilder<boolean>[] => [
  isPublic('contribution'),
  ...when(filter.consultationId, (id) => isUnder('consultationId', uuid(id), filter)),
  ...when(filter.themeId, (id) => isUnder('themeId', uuid(id), filter)),
  ...when(filter.authorId, (id) => isUnder('authorId', uuid(id), filter)),
  ...when(filter.kind, (kinds) => rawSql<boolean>`"contribution"."kind" = ANY(${kinds}::"ContributionKind"[])`),
  ...when(filter.actorKind, (kinds) => rawSql<boolean>`"author"."actorKind" = ANY(${kinds}::"ActorKind"[])`),
  ...when(filter.territoryId, inTerritory),
  ...when(filter.origin, (origins) => rawSql<boolean>`"contribution"."origin" = ANY(${origins}::"Origin"[])`),
  ...when(filter.search, (text) => rawSql<boolean>`"contribution"."search" @@ "frenchQuery"(${text})`),
  ...when(filter.publishedFrom, (from) => rawSql<boolean>`"contribution"."publishedAt" >= ${from}::timestamptz`),
  ...when(filter.publishedUntil, (until) => rawSql<boolean>`"contribution"."publishedAt" < ${until}::timestamptz`),
  ...when(
    filter.hasSources,
    (has) =>
      rawSql<boolean>`EXISTS (SELECT FROM "contributionSource" s WHERE s."contributionId" = "contribution"."id") = ${has}`,
  ),
]
