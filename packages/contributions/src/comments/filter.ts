import { rawSql, Stance } from '@cahier/db'
import type { OrderKey } from '@cahier/kernel'
import type { RawBuilder } from 'kysely'
import { z } from 'zod'
import { anId } from '../rules'
import type { Comment } from './comment'

/** Which published, visible comments to keep. */
export interface CommentFilter {
  stance?: Stance | null | undefined
  /** Replies to this comment; null: the starts of threads; left out: whatever their place in a thread. */
  parentId?: string | null | undefined
}

export const commentFilter: z.ZodType<CommentFilter> = z.object({
  stance: z.enum(Stance).nullish(),
  parentId: anId.nullish(),
})

/** The conditions that a filter puts on comments. */
export const commentConditions = ({ stance, parentId }: CommentFilter): RawBuilder<boolean>[] => [
  ...(stance ? [rawSql<boolean>`"comment"."stance" = ${stance}::"Stance"`] : []),
  ...(parentId === null ? [rawSql<boolean>`"comment"."parentId" IS NULL`] : []),
  ...(parentId ? [rawSql<boolean>`"comment"."parentId" = ${parentId}::uuid`] : []),
]

/** The total orders that lists are offered in. */
export const commentOrders = {
  NEWEST: [
    { column: 'createdAt', direction: 'desc', type: 'timestamptz' },
    { column: 'id', direction: 'desc', type: 'uuid' },
  ],
  OLDEST: [
    { column: 'createdAt', direction: 'asc', type: 'timestamptz' },
    { column: 'id', direction: 'asc', type: 'uuid' },
  ],
} as const satisfies Record<string, readonly OrderKey<Comment>[]>

export type CommentOrder = keyof typeof commentOrders
